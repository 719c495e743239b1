/// The index of an interned text in the `SymbolTable` that made it.
public struct Symbol: Hashable, Sendable {
    /// The position in the table.
    public let index: UInt32

    fileprivate init(index: UInt32) { self.index = index }
}

/// Texts kept once each, by their UTF-8 bytes: flat storage, no reference counting in a look-up.
///
/// - Complexity: interning is O(length) on average; memory is the bytes plus 12 bytes a text.
public struct SymbolTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var slots: [UInt32] = Array(repeating: .max, count: 64)

    /// An empty table.
    public init() {}

    /// Makes room for so many texts of so many bytes in all.
    public mutating func reserve(texts: Int, bytes count: Int) {
        bytes.reserveCapacity(count)
        ends.reserveCapacity(texts)
    }

    /// How many different texts there are.
    public var count: Int { ends.count }

    /// All symbols, in the order in which their texts came.
    public var all: [Symbol] { ends.indices.map { Symbol(index: UInt32(truncatingIfNeeded: $0)) } }

    /// The symbol of `text`, new or old.
    public mutating func intern(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { buffer in intern(utf8: UnsafeRawBufferPointer(buffer)) }
    }

    /// The symbol of the UTF-8 `slice`, new or old.
    public mutating func intern(utf8 slice: ArraySlice<UInt8>) -> Symbol {
        slice.withUnsafeBytes { buffer in intern(utf8: buffer) }
    }

    /// The symbol of the UTF-8 in `buffer`, new or old; the bytes must be valid UTF-8.
    public mutating func intern(utf8 buffer: UnsafeRawBufferPointer) -> Symbol {
        let hash = Self.hash(buffer)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != .max {
            let candidate = Int(slots[slot])
            if matches(candidate, buffer) { return Symbol(index: slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard let index = UInt32(exactly: ends.count), index != .max else { preconditionFailure("more than 4 billion different texts") }
        bytes.append(contentsOf: buffer)
        ends.append(bytes.count)
        slots[slot] = index
        if ends.count * 2 > slots.count { grow() }
        return Symbol(index: index)
    }

    /// The symbol of `text` if it is already here.
    public func find(_ text: String) -> Symbol? {
        var text = text
        return text.withUTF8 { raw in find(utf8: UnsafeRawBufferPointer(raw)) }
    }

    /// The symbol of the UTF-8 `slice` if it is already here.
    public func find(utf8 slice: ArraySlice<UInt8>) -> Symbol? { slice.withUnsafeBytes { find(utf8: $0) } }

    private func find(utf8 buffer: UnsafeRawBufferPointer) -> Symbol? {
        var slot = Int(truncatingIfNeeded: Self.hash(buffer)) & (slots.count - 1)
        while slots[slot] != .max {
            if matches(Int(slots[slot]), buffer) { return Symbol(index: slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The text of `symbol`.
    public subscript(symbol: Symbol) -> String { String(decoding: utf8(of: symbol), as: UTF8.self) }

    /// The bytes of `symbol`.
    public func utf8(of symbol: Symbol) -> ArraySlice<UInt8> {
        let index = Int(symbol.index)
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Calls `body` with the bytes of every text, in the order of their symbols.
    public func forEachText(_ body: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        for end in ends {
            body(bytes[start..<end])
            start = end
        }
    }

    private func matches(_ candidate: Int, _ buffer: UnsafeRawBufferPointer) -> Bool {
        let start = candidate == 0 ? 0 : ends[candidate - 1]
        guard ends[candidate] - start == buffer.count else { return false }
        return bytes.withUnsafeBytes { all in
            var at = 0
            while at + 8 <= buffer.count {
                if all.loadUnaligned(fromByteOffset: start + at, as: UInt64.self)
                    != buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                {
                    return false
                }
                at += 8
            }
            while at < buffer.count {
                if all[start + at] != buffer[at] { return false }
                at += 1
            }
            return true
        }
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for index in ends.indices {
            let start = index == 0 ? 0 : ends[index - 1]
            let hash = bytes.withUnsafeBytes { all in Self.hash(UnsafeRawBufferPointer(rebasing: all[start..<ends[index]])) }
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index)
        }
    }

    /// Different in every run, so that nobody can prepare texts that all fall into one slot; the order of symbols does not depend on it.
    private static let seed = UInt64.random(in: .min ... .max)

    /// Eight bytes at a time, multiply and fold.
    private static func hash(_ buffer: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = Self.seed ^ UInt64(truncatingIfNeeded: buffer.count)
        var offset = 0
        while offset + 8 <= buffer.count {
            state = mix(state ^ (buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < buffer.count {
            tail = tail << 8 | UInt64(buffer[offset])
            offset += 1
        }
        return mix(state ^ tail)
    }

    private static func mix(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
