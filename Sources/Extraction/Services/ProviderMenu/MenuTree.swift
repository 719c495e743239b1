internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// A document of JSON, YAML or TOML as one tree, so that a list of providers is found in each of them alike.
///
/// Nodes stand level by level, the children of one beside each other: the tree is built and walked without recursion. References of YAML count as often as they are met, up to a limit.
struct MenuTree: Sendable {
    /// What a node is.
    enum Kind: Sendable { case object, array, text, other }

    /// One value.
    struct Node: Sendable {
        let kind: Kind
        /// The name of a member; empty for an element.
        let key: String
        /// The text; of numbers, as written.
        let text: String
        let parent: Int
        let position: Int
        /// The line, where the format tells it.
        let line: Int?
        var children: Range<Int> = 0..<0
    }

    /// More values than this no list of providers has.
    static let mostNodes = 2_000_000

    /// The values; the first is the root.
    private(set) var nodes: [Node] = []
    /// Whether values were left out.
    private(set) var isCut = false

    /// The tree of a document by its ending, or where it stops being one.
    init(_ document: SourceDocument, _ extract: inout Extract) throws(ExtractionError) {
        let name = document.fileName.lowercased()
        if name.hasSuffix(".toml") {
            let toml = try TOMLDocument(reading: document)
            build(toml.root.tomlValue) { value in
                guard value.table != nil || value.array != nil else { return (.text, value.string ?? "", nil) }
                return (value.table != nil ? .object : .array, "", nil)
            } children: { value in
                if let table = value.table { return table.sortedKeys.compactMap { key in table.value(key).map { (key, $0) } } }
                return value.array?.elements.map { ("", $0) } ?? []
            }
        } else if ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") || name.hasSuffix(".json") {
            let json = try JSONDocument(reading: document)
            extract.noteOddities(of: json)
            build(json.root) { value in
                switch value.kind {
                case .object: (.object, "", nil)
                case .array: (.array, "", nil)
                case .string: (.text, value.string ?? "", nil)
                case .number: (.other, value.numberText ?? "", nil)
                case .true, .false, .null: (.other, "", nil)
                }
            } children: { value in
                value.kind == .object ? value.members.map { ($0.key.string ?? "", $0.value) } : value.elements.map { ("", $0) }
            }
        } else {
            let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
            extract.noteDuplicates(of: yaml)
            guard let root = yaml.root else { return }
            build(root) { value in
                if let scalar = value.scalar { return (.text, scalar, value.line) }
                return (value.sequence == nil ? .object : .array, "", value.line)
            } children: { value in
                value.sequence?.map { ("", $0) } ?? value.mapping?.map { ($0.key, $0.value) } ?? []
            }
        }
    }

    private mutating func build<Value>(
        _ root: Value, node: (Value) -> (kind: Kind, text: String, line: Int?), children: (Value) -> [(String, Value)]
    ) {
        var values = [root]
        let first = node(root)
        nodes = [Node(kind: first.kind, key: "", text: first.text, parent: -1, position: 0, line: first.line)]
        var next = 0
        while next < nodes.count {
            guard nodes[next].kind == .object || nodes[next].kind == .array else {
                next += 1
                continue
            }
            let start = nodes.count
            for (position, child) in children(values[next]).enumerated() {
                guard nodes.count < Self.mostNodes else {
                    isCut = true
                    break
                }
                let made = node(child.1)
                nodes.append(Node(kind: made.kind, key: child.0, text: made.text, parent: next, position: position, line: made.line))
                values.append(child.1)
            }
            nodes[next].children = start..<nodes.count
            next += 1
        }
    }

    /// The members and elements of `node`.
    func children(of node: Int) -> Range<Int> { nodes[node].children }

    /// The member of an object by its name.
    func member(_ name: String, of node: Int) -> Int? {
        nodes[node].kind == .object ? nodes[node].children.first { nodes[$0].key.utf8.elementsEqual(name.utf8) } : nil
    }

    /// The place of `node`: its line, or the way to it.
    func place(of node: Int, in extract: inout Extract) -> Place {
        if let line = nodes[node].line { return extract.place(line: line) }
        var way: [Int] = []
        var at = node
        while at > 0 {
            way.append(at)
            at = nodes[at].parent
        }
        var place = Place.whole
        for step in way.reversed() {
            let isMember = nodes[nodes[step].parent].kind == .object
            place = isMember ? extract.place(under: place, nodes[step].key) : extract.place(under: place, nodes[step].position)
        }
        return place
    }
}
