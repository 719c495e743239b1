/// The members of one object under the keys that were looked for; the first where a key stands twice.
///
/// Borrowed from the document, and looked into where it was made.
public struct JSONFields: ~Escapable {
    @usableFromInline let source: UnsafePointer<JSONSource>
    @usableFromInline var found: InlineArray<32, Int32>

    /// Looks for `keys` in `object`; nothing is found in what is no object.
    ///
    /// - Complexity: O(members).
    @_lifetime(borrow object)
    public init(of object: borrowing JSONValue, _ keys: borrowing JSONKeys) {
        source = UnsafePointer(object.document.source)
        found = InlineArray<32, Int32>(repeating: -1)
        source.pointee.findMembers(of: object.index, keys, &found)
    }

    /// Looks for `keys` in a borrowed object; nothing is found in what is no object.
    ///
    /// - Complexity: O(members).
    @_lifetime(copy object)
    public init(of object: BorrowedJSON, _ keys: borrowing JSONKeys) {
        source = object.source
        found = InlineArray<32, Int32>(repeating: -1)
        source.pointee.findMembers(of: object.index, keys, &found)
    }

    /// The member under the key with this number.
    @inlinable
    @_lifetime(copy self)
    public func member(_ number: Int) -> BorrowedJSON? {
        let index = found[number]
        return index < 0 ? nil : _overrideLifetime(BorrowedJSON(source, Int(index)), copying: self)
    }

    /// Whether they are all that `object` has, in which they were looked for: no member under another key, and none twice.
    public func areAll(of object: borrowing JSONValue) -> Bool {
        var count = 0
        for number in found.indices where found[number] >= 0 { count += 1 }
        return count == object.count
    }

    /// The member under the key with this number, with a hold of its own on the document.
    @inlinable
    public func value(_ number: Int) -> JSONValue? {
        let index = found[number]
        return index < 0 ? nil : BorrowedJSON(source, Int(index)).owned
    }

    /// Calls `body` with the bytes of the member under the key with this number, if that is a string that says something; whether it is.
    ///
    /// For readers of millions: neither a value nor a slice is made.
    @inlinable
    @discardableResult
    public func withText(_ number: Int, _ body: (Span<UInt8>) -> Void) -> Bool {
        let index = found[number]
        return index >= 0 && source.pointee.withText(at: Int(index), body)
    }
}

extension JSONSource {
    /// Notes where the values of members stand whose keys are among `keys`.
    fileprivate func findMembers(of object: Int, _ keys: borrowing JSONKeys, _ found: inout InlineArray<32, Int32>) {
        let head = words[object]
        guard JSONWord.tag(head) == .object else { return }
        var child = object + 2
        var next = 0
        for _ in 0..<JSONWord.length(head) {
            let word = words[child]
            let value = child + 1
            let number: Int? =
                if let key = bytes(of: word), let start = key.baseAddress {
                    keys.number(of: start.assumingMemoryBound(to: UInt8.self), key.count, guess: next)
                } else { unusual(child, keys) }
            if let number {
                next = number &+ 1
                if found[unchecked: number] < 0 { found[unchecked: number] = Int32(truncatingIfNeeded: value) }
            }
            child = end(of: value)
        }
    }

    /// The number of a key that the text does not hold as it is meant.
    private func unusual(_ key: Int, _ keys: borrowing JSONKeys) -> Int? {
        JSONValue(document: document.takeUnretainedValue(), index: key).utf8?.withUnsafeBufferPointer { text in
            text.baseAddress.flatMap { keys.number(of: $0, text.count, guess: 0) }
        } ?? nil
    }
}

extension SymbolTable {
    /// The symbol of the string that `value` is, if it is already here; `nil` for what is no string too.
    public func find(_ value: BorrowedJSON) -> Symbol? { find(value.source, value.index) }

    /// Fills `symbols` with those of the elements of `list`, in order; false, and no matter what is in it, where one is not here.
    public func find(elementsOf list: BorrowedJSON, into symbols: inout [Symbol]) -> Bool {
        symbols.removeAll(keepingCapacity: true)
        guard list.isArray else { return false }
        let source = list.source
        var child = list.index + 2
        for _ in 0..<list.count {
            guard let symbol = find(source, child) else { return false }
            symbols.append(symbol)
            child = source.pointee.end(of: child)
        }
        return true
    }

    private func find(_ source: UnsafePointer<JSONSource>, _ index: Int) -> Symbol? {
        let word = source.pointee.words[index]
        if let bytes = source.pointee.bytes(of: word) { return find(utf8: bytes) }
        return JSONValue(document: source.pointee.document.takeUnretainedValue(), index: index).utf8.flatMap { find(utf8: $0) }
    }
}
