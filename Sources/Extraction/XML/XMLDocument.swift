internal import Scanning

/// An XML text as a flat tree: elements by their names without prefix, with their lines.
///
/// For files of a page or two, which are looked at in any order; what is read once goes by the tokenizer alone. Nothing is recursive, and a document type is refused by the tokenizer.
struct XMLDocument {
    /// An element; what is inside it follows, up to `end`.
    fileprivate struct Node {
        let name: [UInt8]
        let line: Int
        let attributes: [(name: [UInt8], value: [UInt8])]
        var text: [UInt8] = []
        var end = 0
    }

    /// An element of the document.
    struct Element {
        fileprivate let nodes: [Node]
        fileprivate let index: Int
    }

    /// The root element.
    let root: Element
    /// The line of text behind the root element, which is told and not read.
    let trailingLine: Int?

    /// Reads `document`, or says where it stops being XML.
    ///
    /// O(bytes).
    init(reading document: SourceDocument) throws(ExtractionError) {
        do throws(XMLError) {
            var xml = try XMLTokenizer(document.bytes)
            var nodes: [Node] = []
            var open: [Int] = []
            var (line, counted) = (1, 0)
            reading: while true {
                switch try xml.next() {
                case .start:
                    line += document.bytes[counted..<xml.offset].count { $0 == UInt8(ascii: "\n") }
                    counted = xml.offset
                    let attributes = xml.attributes.map { (Array(xml.bytes[$0.name.local]), Array(xml.content(of: $0.value))) }
                    open.append(nodes.count)
                    nodes.append(Node(name: Array(xml.bytes[xml.name.local]), line: line, attributes: attributes))
                case .end:
                    if let last = open.popLast() { nodes[last].end = nodes.count }
                case .text:
                    if let last = open.last { nodes[last].text += xml.content(of: xml.text) }
                case .finished: break reading
                }
            }
            root = Element(nodes: nodes, index: 0)
            trailingLine = xml.trailingOffset.map { offset in
                document.bytes[..<offset].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            }
        } catch {
            if error.reason == "not UTF-8" { throw .notUTF8(place: "line \(error.line)") }
            throw .malformed(reason: error.reason, place: "line \(error.line)")
        }
    }
}

extension XMLDocument.Element {
    private var node: XMLDocument.Node { nodes[index] }

    /// The name without prefix.
    var name: String { String(decoding: node.name, as: UTF8.self) }

    /// The line on which it begins, from 1.
    var line: Int { node.line }

    /// Its own text without white space around it; `nil` where it says nothing.
    var text: String? {
        let text = String(decoding: node.text, as: UTF8.self).trimmed
        return text.isEmpty ? nil : text
    }

    /// The elements directly inside it, in order.
    var children: [XMLDocument.Element] {
        var found: [XMLDocument.Element] = []
        var at = index + 1
        while at < node.end {
            found.append(XMLDocument.Element(nodes: nodes, index: at))
            at = nodes[at].end
        }
        return found
    }

    /// The elements called `name` directly inside it.
    func all(_ name: String) -> [XMLDocument.Element] { children.filter { $0.node.name.elementsEqual(name.utf8) } }

    /// The first element called `name` directly inside it.
    subscript(_ name: String) -> XMLDocument.Element? {
        var at = index + 1
        while at < node.end {
            if nodes[at].name.elementsEqual(name.utf8) { return XMLDocument.Element(nodes: nodes, index: at) }
            at = nodes[at].end
        }
        return nil
    }

    /// The elements on the way of `names`: the last ones inside the first of each before.
    func all(at names: String...) -> [XMLDocument.Element] {
        var element: XMLDocument.Element? = self
        for name in names.dropLast() { element = element?[name] }
        return names.last.flatMap { element?.all($0) } ?? []
    }

    /// The text of the element called `name` directly inside it.
    func text(_ name: String) -> String? { self[name]?.text }

    /// The value of an attribute, in any case of letters; `nil` where it says nothing.
    func attribute(_ name: String) -> String? {
        let found = node.attributes.first {
            $0.name.count == name.utf8.count && zip($0.name, name.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
        let text = found.map { String(decoding: $0.value, as: UTF8.self).trimmed } ?? ""
        return text.isEmpty ? nil : text
    }
}
