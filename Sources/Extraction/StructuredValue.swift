internal import Scanning
internal import SupplyChain

/// A value of a document that may be written in YAML or in JSON; places are lines in both.
struct StructuredValue: Sendable {
    private enum Node: Sendable {
        case yaml(YAMLValue)
        case json(JSONValue)
    }

    private let node: Node
    /// The offsets behind the line breaks of a JSON text.
    private let breaks: [Int]

    private init(_ node: Node, _ breaks: [Int]) {
        self.node = node
        self.breaks = breaks
    }

    /// The roots of a document, with its duplicate keys noted: JSON where it begins as such, else YAML.
    static func roots(
        reading document: SourceDocument, allowingComments: Bool = false, noting extract: inout Extract
    ) throws(ExtractionError) -> [StructuredValue] {
        let first = ByteSearch.firstMark(document.bytes)
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || (allowingComments && first == UInt8(ascii: "/")) else {
            let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
            extract.noteDuplicates(of: yaml)
            return yaml.roots.map { StructuredValue(.yaml($0), []) }
        }
        let bytes = allowingComments ? CommentedJSON.plain(document.bytes) : document.bytes
        let plain = SourceDocument(path: document.path, bytes: bytes, digest: document.digest, depth: document.depth)
        let json = try JSONDocument(reading: plain)
        extract.noteOddities(of: json)
        return [StructuredValue(.json(json.root), bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 })]
    }

    /// The line on which it begins, from 1.
    var line: Int {
        switch node {
        case .yaml(let value): return value.line
        case .json(let value):
            var (low, high) = (0, breaks.count)
            while low < high {
                let middle = (low + high) / 2
                if breaks[middle] <= value.offset { low = middle + 1 } else { high = middle }
            }
            return low + 1
        }
    }

    /// The text of a scalar, or of a string; `nil` for anything else, and for nothing.
    var text: String? {
        switch node {
        case .yaml(let value): value.isNull ? nil : value.scalar
        case .json(let value): value.string ?? value.numberText
        }
    }

    /// The truth value.
    var bool: Bool? {
        switch node {
        case .yaml(let value): value.bool
        case .json(let value): value.bool
        }
    }

    /// Whether it is a mapping.
    var isMapping: Bool {
        switch node {
        case .yaml(let value): value.mapping != nil
        case .json(let value): value.kind == .object
        }
    }

    /// The elements of a list; nothing for anything else.
    var elements: [StructuredValue] {
        switch node {
        case .yaml(let value): (value.sequence ?? []).map { StructuredValue(.yaml($0), breaks) }
        case .json(let value): value.elements.map { StructuredValue(.json($0), breaks) }
        }
    }

    /// The members of a mapping in order; nothing for anything else.
    var members: [(key: String, value: StructuredValue)] {
        switch node {
        case .yaml(let value): (value.mapping ?? []).map { ($0.key, StructuredValue(.yaml($0.value), breaks)) }
        case .json(let value):
            value.members.compactMap { member in member.key.string.map { ($0, StructuredValue(.json(member.value), breaks)) } }
        }
    }

    /// The member named `key`.
    subscript(_ key: String) -> StructuredValue? {
        switch node {
        case .yaml(let value): value[key].map { StructuredValue(.yaml($0), breaks) }
        case .json(let value): value[key].map { StructuredValue(.json($0), breaks) }
        }
    }

    /// Which value of its document this is, for walks that must not go round.
    var identity: Int {
        switch node {
        case .yaml(let value): value.index
        case .json(let value): value.offset
        }
    }
}

/// JSON as editors keep it, with comments and with commas before what closes.
enum CommentedJSON {
    /// The same text with comments and such commas blanked, byte for byte, so that lines and offsets stay.
    static func plain(_ bytes: [UInt8]) -> [UInt8] {
        var out = bytes
        var isText = false
        var comma: Int?
        var at = 0
        while at < out.count {
            let byte = out[at]
            let next = at + 1 < out.count ? out[at + 1] : 0
            if isText {
                if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isText = false }
                at += 1
                continue
            }
            if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") || next == UInt8(ascii: "*") {
                at = blankComment(&out, at, isBlock: next == UInt8(ascii: "*"))
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isText = true
                comma = nil
            case UInt8(ascii: ","): comma = at
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let comma { out[comma] = 0x20 }
                comma = nil
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: comma = nil
            }
            at += 1
        }
        return out
    }

    /// Blanks the comment that begins at `start`; the offset behind it.
    private static func blankComment(_ out: inout [UInt8], _ start: Int, isBlock: Bool) -> Int {
        var end = start + 2
        if isBlock {
            while end + 1 < out.count, !(out[end] == UInt8(ascii: "*") && out[end + 1] == UInt8(ascii: "/")) { end += 1 }
            end = min(end + 2, out.count)
        } else {
            while end < out.count, out[end] != 0x0A { end += 1 }
        }
        for at in start..<end where out[at] != 0x0A { out[at] = 0x20 }
        return end
    }
}
