/// A value of a document that somebody else holds, for readers of millions: made and passed on without counting references.
///
/// The compiler lets none outlive the value that it was borrowed from; `owned` is a value that may.
public struct BorrowedJSON: ~Escapable {
    @usableFromInline let source: UnsafePointer<JSONSource>
    @usableFromInline let index: Int

    /// What `value` refers to.
    @_lifetime(borrow value)
    public init(_ value: borrowing JSONValue) {
        source = UnsafePointer(value.document.source)
        index = value.index
    }

    @inlinable
    @_lifetime(immortal)
    init(_ source: UnsafePointer<JSONSource>, _ index: Int) {
        self.source = source
        self.index = index
    }

    @usableFromInline var word: UInt64 {
        @inlinable get { source.pointee.words[index] }
    }

    /// The value with a hold of its own on the document.
    public var owned: JSONValue { JSONValue(document: source.pointee.document.takeUnretainedValue(), index: index) }

    /// The byte of the text at which it begins; `nil` for a string that the text does not hold as it is meant.
    public var sourceOffset: Int? { JSONWord.tag(word) == .suppliedString ? nil : JSONWord.offset(word) }

    /// Whether it is an array.
    @inlinable public var isArray: Bool { word >> 60 == 2 }

    /// How many members or elements; 0 for what is no container.
    @inlinable public var count: Int { JSONWord.isContainer(word) ? JSONWord.length(word) : 0 }

    /// The elements of an array; nothing for anything else.
    public var elements: BorrowedElements {
        @inlinable
        @_lifetime(copy self)
        get { _overrideLifetime(BorrowedElements(source, index + 2, isArray ? count : 0), copying: self) }
    }

    /// How many words of the tape it takes: no fewer than values stand in it.
    ///
    /// O(1).
    public var extent: Int { source.pointee.end(of: index) - index }

    /// Calls `body` with the bytes of a string that says something; whether it is one.
    @inlinable
    @discardableResult
    public func withText(_ body: (Span<UInt8>) -> Void) -> Bool { source.pointee.withText(at: index, body) }
}

/// The elements of a borrowed array, in order.
public struct BorrowedElements: ~Escapable {
    @usableFromInline let source: UnsafePointer<JSONSource>
    @usableFromInline var child: Int
    @usableFromInline var left: Int

    @inlinable
    @_lifetime(immortal)
    init(_ source: UnsafePointer<JSONSource>, _ child: Int, _ left: Int) {
        self.source = source
        self.child = child
        self.left = left
    }

    /// The next element.
    @inlinable
    @_lifetime(copy self)
    public mutating func next() -> BorrowedJSON? {
        guard left > 0 else { return nil }
        left &-= 1
        let element = BorrowedJSON(source, child)
        child = source.pointee.end(of: child)
        return _overrideLifetime(element, copying: self)
    }
}

/// Where the words and bytes of a document lie, for those who look into it while somebody holds it.
@usableFromInline
struct JSONSource {
    @usableFromInline let words: UnsafePointer<UInt64>
    @usableFromInline let bytes: UnsafePointer<UInt8>
    private let supplement: UnsafePointer<UInt8>
    let document: Unmanaged<JSONDocument>

    init(
        words: UnsafePointer<UInt64>, bytes: UnsafePointer<UInt8>, supplement: UnsafePointer<UInt8>, document: Unmanaged<JSONDocument>
    ) {
        self.words = words
        self.bytes = bytes
        self.supplement = supplement
        self.document = document
    }

    /// The tape index behind the value at `index`.
    @inlinable
    func end(of index: Int) -> Int { JSONWord.isContainer(words[index]) ? Int(truncatingIfNeeded: words[index + 1]) : index + 1 }

    @inlinable
    func withText(at index: Int, _ body: (Span<UInt8>) -> Void) -> Bool {
        let word = words[index]
        let length = JSONWord.length(word)
        guard length > 0 else { return false }
        guard JSONWord.isPlain(word) else { return withUnusualText(at: index, body) }
        body(Span(_unsafeStart: bytes + JSONWord.offset(word), count: length))
        return true
    }

    /// The bytes of a string that need no escape undone; `nil` for other values.
    @inline(__always)
    func bytes(of word: UInt64) -> UnsafeRawBufferPointer? {
        let isSupplied = JSONWord.tag(word) == .suppliedString
        guard JSONWord.isPlain(word) || isSupplied else { return nil }
        return UnsafeRawBufferPointer(start: (isSupplied ? supplement : bytes) + JSONWord.offset(word), count: JSONWord.length(word))
    }

    /// A string that the text does not hold as it is meant, or no string.
    @usableFromInline
    @inline(never)
    func withUnusualText(at index: Int, _ body: (Span<UInt8>) -> Void) -> Bool {
        if let bytes = bytes(of: words[index]) {
            body(Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
            return true
        }
        guard let text = JSONValue(document: document.takeUnretainedValue(), index: index).utf8, !text.isEmpty else { return false }
        body(text.span)
        return true
    }
}
