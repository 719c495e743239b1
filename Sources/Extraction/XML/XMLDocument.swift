internal import Scanning

/// An XML text as a flat tree: elements by their names without prefix, with their lines.
///
/// For files of a page or two, which are looked at in any order; what is read once goes by the tokenizer alone. Nothing is recursive, and a document type is refused by the tokenizer.
struct XMLDocument {
    /// An element; what is inside it follows, up to `end`.
    fileprivate struct Node {
        let name: Range<Int>
        let line: Int
        let attributes: Range<Int>
        var text = ElementText()
        var end = 0
    }

    /// A class because every element refers to it.
    fileprivate final class Storage {
        let xml: XMLTokenizer
        let nodes: [Node]
        let attributes: [XMLTokenizer.Attribute]

        init(_ xml: XMLTokenizer, _ nodes: [Node], _ attributes: [XMLTokenizer.Attribute]) {
            self.xml = xml
            self.nodes = nodes
            self.attributes = attributes
        }
    }

    /// An element of the document.
    struct Element {
        fileprivate let storage: Storage
        fileprivate let index: Int
    }

    /// More elements than any project has.
    private static let mostElements = 1 << 21

    /// The root element.
    let root: Element
    /// The line of text behind the root element, which is told and not read.
    let trailingLine: Int?

    /// Reads `document`, or says where it stops being XML.
    ///
    /// O(bytes).
    init(reading document: SourceDocument) throws(ExtractionError) {
        var nodes: [Node] = []
        var attributes: [XMLTokenizer.Attribute] = []
        var open: [Int] = []
        var (line, counted) = (1, 0)
        do throws(XMLError) {
            let bytes = Self.widened(document.bytes)
            var xml = try XMLTokenizer(bytes, limits: XMLLimits(depth: document.depth / 2))
            reading: while nodes.count <= Self.mostElements {
                switch try xml.next() {
                case .start:
                    line += bytes[counted..<xml.offset].count { $0 == UInt8(ascii: "\n") }
                    counted = xml.offset
                    let first = attributes.count
                    attributes += xml.attributes
                    open.append(nodes.count)
                    nodes.append(Node(name: xml.name.local, line: line, attributes: first..<attributes.count))
                case .end:
                    if let last = open.popLast() { nodes[last].end = nodes.count }
                case .text:
                    if let last = open.last { nodes[last].text.append(xml.text, of: xml) }
                case .finished: break reading
                }
            }
            root = Element(storage: Storage(xml, nodes, attributes), index: 0)
            trailingLine = xml.trailingOffset.map { offset in
                bytes[..<offset].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            }
        } catch {
            if error.reason == "not UTF-8" { throw .notUTF8(place: "line \(error.line)") }
            throw .malformed(reason: error.reason, place: "line \(error.line)")
        }
        guard nodes.count <= Self.mostElements else { throw .limit(name: "elements", value: "\(Self.mostElements)") }
    }

    /// A text that says that it is ISO 8859-1, as UTF-8: each byte is the character of its number.
    private static func widened(_ bytes: [UInt8]) -> [UInt8] {
        let head = bytes.prefix(200)
        guard TextCheck.firstFault(in: bytes) != nil, ["ISO-8859-1", "iso-8859-1"].contains(where: { ByteSearch.contains(head, $0) }) else {
            return bytes
        }
        var wide: [UInt8] = []
        wide.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte < 0x80 { wide.append(byte) } else { wide += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
        }
        return wide
    }
}

extension XMLDocument.Element {
    private var node: XMLDocument.Node { storage.nodes[index] }

    /// The name without prefix.
    var name: String { String(decoding: storage.xml.bytes[node.name], as: UTF8.self) }

    /// The line on which it begins, from 1.
    var line: Int { node.line }

    /// Its own text without white space around it; `nil` where it says nothing.
    var text: String? {
        let text =
            switch node.text.whole(in: storage.xml) {
            case .range(let range): String(decoding: storage.xml.bytes[range], as: UTF8.self)
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            }
        return text.isEmpty ? nil : text
    }

    /// The elements directly inside it, in order.
    var children: [XMLDocument.Element] {
        var found: [XMLDocument.Element] = []
        var at = index + 1
        while at < node.end {
            found.append(XMLDocument.Element(storage: storage, index: at))
            at = storage.nodes[at].end
        }
        return found
    }

    /// The elements called `name` directly inside it.
    func all(_ name: String) -> [XMLDocument.Element] { children.filter { $0.isCalled(name) } }

    /// The first element called `name` directly inside it.
    subscript(_ name: String) -> XMLDocument.Element? {
        var at = index + 1
        while at < node.end {
            let element = XMLDocument.Element(storage: storage, index: at)
            if element.isCalled(name) { return element }
            at = storage.nodes[at].end
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
        let xml = storage.xml
        for attribute in storage.attributes[node.attributes] where attribute.name.local.count == name.utf8.count {
            guard zip(xml.bytes[attribute.name.local], name.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { continue }
            let text = String(decoding: xml.content(of: attribute.value), as: UTF8.self).trimmed
            return text.isEmpty ? nil : text
        }
        return nil
    }

    private func isCalled(_ name: String) -> Bool { storage.xml.bytes[node.name].elementsEqual(name.utf8) }
}
