internal import CYaml
internal import Scanning
internal import SupplyChain

/// The documents of a YAML text, read with libyaml's events into flat storage.
///
/// Scalars stay as written: `1.10` is text, not a number. An alias is kept as a reference and never expanded, so an alias bomb costs what its text costs. Merge keys (`<<`) are
/// seen through by look-ups. Anything that is not well-formed is one error with its line.
public struct YAMLDocument: Sendable {
    /// The roots of the documents in the text, in order.
    public let roots: [YAMLValue]
    /// The lines of keys that their mapping already has; the first of equal keys is the one that look-ups find.
    public let duplicateKeyLines: [(key: String, line: Int)]

    /// Reads `bytes`, or says where they stop being YAML.
    public init(parsing bytes: [UInt8], depth: Int = SourceDocument.usualDepth) throws(ExtractionError) {
        if let fault = TextCheck.firstFault(in: bytes) { throw .notUTF8(place: "offset \(fault)") }
        var builder = YAMLBuilder(depth: depth)
        try builder.read(bytes)
        let storage = YAMLStorage(nodes: builder.nodes)
        roots = builder.roots.map { YAMLValue(storage: storage, index: $0) }
        // Mappings are closed from the inside out.
        duplicateKeyLines = builder.duplicates.sorted { $0.line == $1.line ? $0.key.isBytewiseLess(than: $1.key) : $0.line < $1.line }
    }

    /// The root of the first document, if there is one.
    public var root: YAMLValue? { roots.first }
}

/// One node in document order; a container is followed by its content, up to `end`.
struct YAMLNode: Sendable {
    enum Kind: Sendable { case scalar, sequence, mapping, alias }

    var kind: Kind
    var text: String
    var isQuoted: Bool
    var line: Int
    var column: Int
    /// The index behind the subtree; for an alias the index of its target, or -1.
    var end: Int
}

/// A class because every value refers to it.
final class YAMLStorage: Sendable {
    let nodes: [YAMLNode]

    init(nodes: [YAMLNode]) { self.nodes = nodes }
}

/// A value of a YAML document: a reference into its nodes.
public struct YAMLValue: Sendable {
    let storage: YAMLStorage
    let index: Int

    init(storage: YAMLStorage, index: Int) {
        self.storage = storage
        // Aliases lead to aliases only through broken input; a few steps are enough and a ring ends.
        var index = index
        for _ in 0..<8 where storage.nodes[index].kind == .alias && storage.nodes[index].end >= 0 { index = storage.nodes[index].end }
        self.index = index
    }

    private var node: YAMLNode { storage.nodes[index] }

    /// The line on which it begins, from 1: of a block below a key that of the key.
    public var line: Int { node.line }

    /// The column in which it begins, from 1, in characters: of a block below a key that of the key.
    public var column: Int { node.column }

    /// The text of a scalar as written; `nil` for anything else.
    public var scalar: String? { node.kind == .scalar ? node.text : nil }

    /// Whether a scalar stood in quotes or a block.
    public var isQuoted: Bool { node.isQuoted }

    /// Whether it is an empty, `~` or `null` scalar without quotes.
    public var isNull: Bool { node.kind == .scalar && !node.isQuoted && ["", "~", "null", "Null", "NULL"].contains(node.text) }

    /// The truth value of a plain scalar, if it is one in YAML 1.2.
    public var bool: Bool? {
        guard node.kind == .scalar, !node.isQuoted else { return nil }
        switch node.text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The elements of a sequence; `nil` for anything else.
    public var sequence: [YAMLValue]? { node.kind == .sequence ? children.map { YAMLValue(storage: storage, index: $0) } : nil }

    /// The members of a mapping in order, merged ones last, each key once; `nil` for anything else.
    ///
    /// Keys that are no scalars are left out.
    public var mapping: [(key: String, value: YAMLValue)]? { members?.map { ($0.key, $0.value) } }

    /// The same with the lines of the keys.
    public var members: [(key: String, value: YAMLValue, line: Int)]? {
        guard node.kind == .mapping else { return nil }
        var members: [(key: String, value: YAMLValue, line: Int)] = []
        var seen: Set<[UInt8]> = []
        var waiting = [index]
        var visited: Set<Int> = []
        while let next = waiting.popLast() {
            guard visited.insert(next).inserted else { continue }
            let value = YAMLValue(storage: storage, index: next)
            guard value.node.kind == .mapping else {
                if value.node.kind == .sequence { waiting += value.children.reversed() }
                continue
            }
            var merges: [Int] = []
            for (name, child) in storage.pairs(of: value.index) {
                guard let key = storage.scalar(at: name) else { continue }
                if key == "<<", !storage.nodes[name].isQuoted {
                    merges.append(YAMLValue(storage: storage, index: child).index)
                } else if seen.insert(Array(key.utf8)).inserted {
                    members.append((key, YAMLValue(storage: storage, index: child), storage.nodes[name].line))
                }
            }
            waiting += merges.reversed()
        }
        return members
    }

    /// The member named `key`, its own before merged ones; `nil` where there is none.
    public subscript(_ key: String) -> YAMLValue? {
        guard node.kind == .mapping else { return nil }
        var hasMerge = false
        for (name, child) in storage.pairs(of: index) {
            guard let text = storage.scalar(at: name) else { continue }
            if text.isEqual(key) { return YAMLValue(storage: storage, index: child) }
            if text == "<<" { hasMerge = true }
        }
        return hasMerge ? mapping?.first { $0.key.isEqual(key) }?.value : nil
    }

    private var children: [Int] {
        var result: [Int] = []
        var at = index + 1
        while at < node.end {
            result.append(at)
            at = storage.next(after: at)
        }
        return result
    }
}

extension YAMLStorage {
    /// The node behind `index` and all that it holds.
    func next(after index: Int) -> Int { nodes.next(after: index) }

    /// The text of a scalar, or of the one that an alias leads to.
    func scalar(at index: Int) -> String? {
        if nodes[index].kind == .alias { return YAMLValue(storage: self, index: index).scalar }
        return nodes[index].kind == .scalar ? nodes[index].text : nil
    }

    /// Keys and values of the mapping at `index`.
    func pairs(of index: Int) -> YAMLPairs { YAMLPairs(nodes: nodes, at: index + 1, end: nodes[index].end) }
}

extension [YAMLNode] {
    /// The node behind `index` and all that it holds.
    func next(after index: Int) -> Int {
        switch self[index].kind {
        case .sequence, .mapping: self[index].end
        case .scalar, .alias: index + 1
        }
    }
}

/// The indices of keys and values of a mapping, without a list of them.
struct YAMLPairs: Sequence, IteratorProtocol {
    let nodes: [YAMLNode]
    var at: Int
    let end: Int

    mutating func next() -> (key: Int, value: Int)? {
        guard at < end else { return nil }
        let key = at
        let value = nodes.next(after: key)
        guard value < end else { return nil }
        at = nodes.next(after: value)
        return (key, value)
    }
}

extension String {
    fileprivate func isEqual(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
