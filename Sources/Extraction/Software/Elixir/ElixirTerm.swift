internal import Scanning

/// A literal of Elixir as lock files use it: atoms, texts, numbers, lists, tuples and maps, laid out flat.
///
/// A keyword `hex: :plug` is a tuple of two, as the language reads it. Nothing is evaluated; nesting is bounded and nothing is recursive.
struct ElixirTerm {
    enum Kind: Equatable { case atom, text, number, list, tuple, map }

    fileprivate struct Node {
        let kind: Kind
        var text: [UInt8] = []
        let line: Int
        /// Behind everything inside it.
        var end = 0
    }

    fileprivate let nodes: [Node]
    fileprivate let index: Int

    private var node: Node { nodes[index] }

    /// What it is.
    var kind: Kind { node.kind }
    /// The line on which it begins, from 1.
    var line: Int { node.line }
    /// The characters of an atom or text; `nil` for anything else.
    var text: String? { node.kind == .atom || node.kind == .text ? String(decoding: node.text, as: UTF8.self) : nil }

    /// What is inside a list, tuple or map, keys and values of a map in turn; none for anything else.
    var elements: [ElixirTerm] {
        var found: [ElixirTerm] = []
        var at = index + 1
        while at < node.end {
            found.append(ElixirTerm(nodes: nodes, index: at))
            at = nodes[at].end
        }
        return found
    }

    /// The value of a key in a keyword list.
    func option(_ key: String) -> ElixirTerm? {
        for pair in elements where pair.kind == .tuple {
            let parts = pair.elements
            if parts.count == 2, parts[0].kind == .atom, parts[0].node.text.elementsEqual(key.utf8) { return parts[1] }
        }
        return nil
    }

    /// Reads the one literal in `bytes`.
    ///
    /// O(bytes).
    static func read(
        _ bytes: [UInt8], depth: Int = SourceDocument.usualDepth
    ) throws(ExtractionError) -> (term: ElixirTerm, trailingLine: Int?) {
        var reader = ElixirTermReader(bytes, depth: depth)
        try reader.read()
        return (ElixirTerm(nodes: reader.nodes, index: 0), reader.trailingLine)
    }
}

/// Lays terms out in the order in which they begin.
private struct ElixirTermReader {
    private struct Open {
        let index: Int
        let close: UInt8
        /// A keyword's pair ends with its value.
        let isPair: Bool
    }

    private let depth: Int

    private let bytes: [UInt8]
    private(set) var nodes: [ElixirTerm.Node] = []
    private(set) var trailingLine: Int?
    private var open: [Open] = []
    private var at: Int
    private var line = 1

    init(_ bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func read() throws(ExtractionError) {
        while true {
            skipBlanks()
            if open.isEmpty, !nodes.isEmpty {
                if at < bytes.count { trailingLine = line }
                return
            }
            guard at < bytes.count else { throw failure(nodes.isEmpty ? "no term" : "the document ends early") }
            let byte = bytes[at]
            if byte == UInt8(ascii: ",") || stands("=>") {
                at += byte == UInt8(ascii: ",") ? 1 : 2
            } else if let last = open.last, byte == last.close, !last.isPair {
                at += 1
                close()
            } else {
                try term(byte)
            }
        }
    }

    private mutating func term(_ byte: UInt8) throws(ExtractionError) {
        switch byte {
        case UInt8(ascii: "%"):
            guard stands("%{") else { throw failure("an unknown term") }
            at += 2
            try begin(.map, close: UInt8(ascii: "}"))
        case UInt8(ascii: "{"):
            at += 1
            try begin(.tuple, close: UInt8(ascii: "}"))
        case UInt8(ascii: "["):
            at += 1
            try begin(.list, close: UInt8(ascii: "]"))
        case UInt8(ascii: "\""):
            let text = try quoted()
            // `"castore": …` is an atom that needs quotes.
            if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
                at += 1
                try key(text)
            } else {
                leaf(.text, text)
            }
        case UInt8(ascii: ":"):
            at += 1
            leaf(.atom, at < bytes.count && bytes[at] == UInt8(ascii: "\"") ? try quoted() : try word())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): leaf(.number, try word())
        default:
            let name = try word()
            if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
                at += 1
                try key(name)
            } else {
                leaf(.atom, name)
            }
        }
    }

    /// `key: value`: a pair in a list, in a map a key.
    private mutating func key(_ name: [UInt8]) throws(ExtractionError) {
        if let last = open.last, nodes[last.index].kind == .map {
            nodes.append(ElixirTerm.Node(kind: .atom, text: name, line: line, end: nodes.count + 1))
            return
        }
        try begin(.tuple, close: 0, isPair: true)
        nodes.append(ElixirTerm.Node(kind: .atom, text: name, line: line, end: nodes.count + 1))
    }

    private mutating func begin(_ kind: ElixirTerm.Kind, close: UInt8, isPair: Bool = false) throws(ExtractionError) {
        guard open.count < depth else { throw .limit(name: "depth", value: "\(depth)") }
        open.append(Open(index: nodes.count, close: close, isPair: isPair))
        nodes.append(ElixirTerm.Node(kind: kind, line: line))
    }

    private mutating func leaf(_ kind: ElixirTerm.Kind, _ text: [UInt8]) {
        nodes.append(ElixirTerm.Node(kind: kind, text: text, line: line, end: nodes.count + 1))
        endPairs()
    }

    private mutating func close() {
        if let last = open.popLast() { nodes[last.index].end = nodes.count }
        endPairs()
    }

    private mutating func endPairs() {
        while let last = open.last, last.isPair {
            open.removeLast()
            nodes[last.index].end = nodes.count
        }
    }

    // MARK: Characters

    private mutating func quoted() throws(ExtractionError) -> [UInt8] {
        let start = line
        at += 1
        var text: [UInt8] = []
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == UInt8(ascii: "\\") { at += 1 }
            guard at < bytes.count else { break }
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            text.append(bytes[at])
            at += 1
        }
        guard at < bytes.count else { throw .malformed(reason: "a text without end", place: "line \(start)") }
        at += 1
        return text
    }

    private mutating func word() throws(ExtractionError) -> [UInt8] {
        let start = at
        while at < bytes.count, Self.isWordByte(bytes[at]) { at += 1 }
        guard at > start else { throw failure("an unknown term") }
        return Array(bytes[start..<at])
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80 || [0x5F, 0x2E, 0x2D, 0x21, 0x3F, 0x40].contains(byte)
    }

    private mutating func skipBlanks() {
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "#") {
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
            } else if bytes[at] <= 0x20 {
                if bytes[at] == UInt8(ascii: "\n") { line += 1 }
                at += 1
            } else {
                return
            }
        }
    }

    private func stands(_ wanted: String) -> Bool {
        let bytes = Array(wanted.utf8)
        return at + bytes.count <= self.bytes.count && self.bytes[at..<(at + bytes.count)].elementsEqual(bytes)
    }

    private func failure(_ reason: String) -> ExtractionError { .malformed(reason: reason, place: "line \(line)") }
}
