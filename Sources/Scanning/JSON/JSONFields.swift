/// The members of one object under the keys that were looked for; the first where a key stands twice.
///
/// Not copyable: it is looked into where it was made, and a copy would cost more than many look-ups.
public struct JSONFields: ~Copyable, Sendable {
    private let document: JSONDocument
    private var found: InlineArray<32, Int32>

    /// Looks for `keys` in `object`; nothing is found in what is no object.
    ///
    /// - Complexity: O(members).
    public init(of object: borrowing JSONValue, _ keys: JSONKeys) {
        document = object.document
        found = InlineArray<32, Int32>(repeating: -1)
        document.findMembers(of: object.index, keys, &found)
    }

    /// The member under the key with this number.
    public subscript(number: Int) -> JSONValue? {
        found[number] < 0 ? nil : JSONValue(document: document, index: Int(found[number]))
    }

    /// How many of the keys were found.
    public var count: Int {
        var count = 0
        for number in found.indices where found[number] >= 0 { count += 1 }
        return count
    }

    /// Calls `body` with the bytes of the member under the key with this number, if that is a string that says something; whether it is.
    ///
    /// For readers of millions: neither a value nor a slice is made.
    @discardableResult
    public func withText(_ number: Int, _ body: (Span<UInt8>) -> Void) -> Bool {
        found[number] >= 0 && document.withText(at: Int(found[number]), body)
    }
}

extension JSONValue {
    /// Calls `body` with the bytes of a string that says something; whether it is one.
    @discardableResult
    public func withText(_ body: (Span<UInt8>) -> Void) -> Bool { document.withText(at: index, body) }
}

extension JSONDocument {
    /// Notes where the values of members stand whose keys are among `keys`.
    fileprivate func findMembers(of object: Int, _ keys: JSONKeys, _ found: inout InlineArray<32, Int32>) {
        words.withUnsafeBufferPointer { words in
            bytes.withUnsafeBufferPointer { bytes in
                guard JSONWord.tag(words[object]) == .object, let base = bytes.baseAddress else { return }
                var child = object + 2
                for _ in 0..<JSONWord.length(words[object]) {
                    let word = words[child]
                    let value = child + 1
                    let number =
                        JSONWord.tag(word) == .string
                        ? keys.number(of: base + JSONWord.offset(word), JSONWord.length(word)) : unusual(child, keys)
                    if let number, found[number] < 0 { found[number] = Int32(truncatingIfNeeded: value) }
                    switch JSONWord.tag(words[value]) {
                    case .object, .array: child = Int(truncatingIfNeeded: words[value + 1])
                    default: child = value + 1
                    }
                }
            }
        }
    }

    /// The number of a key that the text does not hold as it is meant.
    private func unusual(_ key: Int, _ keys: JSONKeys) -> Int? {
        JSONValue(document: self, index: key).utf8?.withUnsafeBufferPointer { text in
            text.baseAddress.flatMap { keys.number(of: $0, text.count) }
        } ?? nil
    }

    func withText(at index: Int, _ body: (Span<UInt8>) -> Void) -> Bool {
        let word = words[index]
        let length = JSONWord.length(word)
        guard length > 0 else { return false }
        let start = JSONWord.offset(word)
        switch JSONWord.tag(word) {
        case .string: Self.pass(bytes, start, length, body)
        case .escapedString:
            let undone = JSONEscapes.undone(bytes[start..<(start + length)])
            Self.pass(undone, 0, undone.count, body)
        case .suppliedString: Self.pass(supplement, start, length, body)
        default: return false
        }
        return true
    }

    @inline(__always)
    private static func pass(_ bytes: [UInt8], _ start: Int, _ length: Int, _ body: (Span<UInt8>) -> Void) {
        body(bytes.span.extracting(start..<(start + length)))
    }
}

extension SymbolTable {
    /// The symbol of the string that `value` is, if it is already here; `nil` for what is no string too.
    public func find(_ value: JSONValue) -> Symbol? { find(value.document, value.index) }

    /// Calls `body` with the symbol of each element of `list`, in order, as `find` gives it.
    public func find(elementsOf list: JSONValue, _ body: (Symbol?) -> Void) {
        let document = list.document
        var child = list.index + 2
        guard list.kind == .array else { return }
        for _ in 0..<list.count {
            body(find(document, child))
            child = document.end(of: child)
        }
    }

    private func find(_ document: JSONDocument, _ index: Int) -> Symbol? {
        let word = document.words[index]
        guard JSONWord.tag(word) == .string else {
            return JSONValue(document: document, index: index).utf8.flatMap { find(utf8: $0) }
        }
        let (start, length) = (JSONWord.offset(word), JSONWord.length(word))
        return document.bytes.withUnsafeBytes { find(utf8: UnsafeRawBufferPointer(rebasing: $0[start..<(start + length)])) }
    }
}
