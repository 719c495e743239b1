/// Writes JSON text as it is told: objects, arrays and values in order, one line feed at the end.
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///     $0.member("schema", "chokepoint.graph/1")
///     $0.array("nodes", graph.nodes) { json, node in json.object { $0.member("id", node.id.text) } }
/// }
/// let text = json.text
/// ```
/// Strings are escaped as RFC 8259 asks, and beyond it wherever a character could break out of a script or a terminal: `<`, U+007F to U+009F, bidirectional
/// overrides, U+2028 and U+2029. The same calls give the same bytes.
///
/// - Complexity: O(length of the text).
public struct JSONWriter {
    /// How the text is laid out.
    public enum Layout: Sendable, Hashable {
        /// A line a member, two spaces of indent: for people and for differences.
        case indented
        /// No white space.
        case compact
    }

    private let layout: Layout
    private let sink: (([UInt8]) -> Void)?
    private var bytes: [UInt8] = []
    private var depth = 0
    private var isFirst = true
    private var isValueDue = false

    /// How many bytes are handed on together, or some more.
    private static let piece = 1 << 16

    /// Nothing written yet.
    ///
    /// - Parameter sink: Is given the bytes as they come together; what it was given is no longer held.
    public init(_ layout: Layout = .indented, sink: (([UInt8]) -> Void)? = nil) {
        self.layout = layout
        self.sink = sink
    }

    /// Ends the text with a line feed and hands on what is left.
    mutating func finish() {
        bytes.append(UInt8(ascii: "\n"))
        handOn()
    }

    private mutating func handOn() {
        guard let sink else { return }
        sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// The text so far, with its final line feed; only where nothing was handed on.
    public var text: String { String(decoding: bytes, as: UTF8.self) + "\n" }

    /// An object as the next value.
    public mutating func object(_ body: (inout JSONWriter) -> Void) { container(UInt8(ascii: "{"), UInt8(ascii: "}"), body) }

    /// An array as the next value.
    public mutating func array(_ body: (inout JSONWriter) -> Void) { container(UInt8(ascii: "["), UInt8(ascii: "]"), body) }

    /// A key; its value comes next.
    public mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(UInt8(ascii: " ")) }
        isValueDue = true
    }

    /// A string as the next value.
    public mutating func value(_ text: String) {
        separate()
        quote(text)
    }

    /// An integer as the next value.
    public mutating func value(_ number: Int) { raw(String(number)) }

    /// A truth value as the next value.
    public mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    /// `null` as the next value.
    public mutating func null() { raw("null") }

    /// JSON text that is known to be well-formed, such as a kept value, as the next value.
    public mutating func raw(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
    }

    private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(open)
        depth += 1
        isFirst = true
        body(&self)
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(close)
        isFirst = false
    }

    private mutating func separate() {
        if isValueDue {
            isValueDue = false
            return
        }
        guard depth > 0 else { return }
        if bytes.count >= Self.piece { handOn() }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        breakLine()
    }

    private mutating func breakLine() {
        guard layout == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C && $0 != 0x3C }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { escape(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x22: bytes.append(contentsOf: "\\\"".utf8)
        case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0x00...0x1F, 0x3C, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
            let digits = String(scalar.value, radix: 16)
            bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }
}

// MARK: - Members

extension JSONWriter {
    /// A member with a string.
    public mutating func member(_ name: String, _ text: String) {
        key(name)
        value(text)
    }

    /// A member with a string, left out where there is none.
    public mutating func member(_ name: String, _ text: String?) {
        if let text { member(name, text) }
    }

    /// A member with an integer.
    public mutating func member(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    /// A member with a truth value.
    public mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    /// A member with an object.
    public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    /// A member with an array, one call of `body` an element.
    public mutating func array<Elements: Sequence>(
        _ name: String, _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) {
        key(name)
        array { json in for element in elements { body(&json, element) } }
    }

    /// A member with an array of strings.
    public mutating func member(_ name: String, _ texts: [String]) {
        array(name, texts) { json, text in json.value(text) }
    }
}
