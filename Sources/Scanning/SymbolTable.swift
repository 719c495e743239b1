/// The index of an interned text in the `SymbolTable` that made it.
public struct Symbol: Hashable, Sendable {
    /// The position in the table.
    public let index: UInt32

    fileprivate init(index: UInt32) { self.index = index }
}

/// Texts kept once each, by their UTF-8 bytes: flat storage, no reference counting in a look-up.
///
/// A slot holds the position of a text and, in the bits that the position leaves free, some of its hash: what does not match is seldom looked at.
/// - Complexity: interning is O(length) on average; memory is the bytes plus ten bytes a text, on average.
public struct SymbolTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    /// A power of two, at most three quarters of them taken.
    private var slots: [UInt32] = Array(repeating: .max, count: 64)
    private var taken = 48

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
    public mutating func intern(utf8 slice: ArraySlice<UInt8>) -> Symbol { slice.withUnsafeBytes { intern(utf8: $0) } }

    /// The symbol of UTF-8 text, new or old.
    public mutating func intern(utf8 text: Span<UInt8>) -> Symbol { text.withUnsafeBytes { intern(utf8: $0) } }

    /// The symbol of UTF-8 text that is here already, or that `admits` lets in; `nil` otherwise.
    public mutating func intern(utf8 text: Span<UInt8>, if admits: (Span<UInt8>) -> Bool) -> Symbol? {
        let place = text.withUnsafeBytes { self.place(of: $0, Self.hash($0)) }
        if let symbol = place.symbol { return symbol }
        return admits(text) ? text.withUnsafeBytes { insert($0, place) } : nil
    }

    /// The symbol of the UTF-8 in `buffer`, new or old; the bytes must be valid UTF-8.
    public mutating func intern(utf8 buffer: UnsafeRawBufferPointer) -> Symbol {
        let place = self.place(of: buffer, Self.hash(buffer))
        return place.symbol ?? insert(buffer, place)
    }

    /// The symbol of `text` if it is already here.
    public func find(_ text: String) -> Symbol? {
        var text = text
        return text.withUTF8 { raw in find(utf8: UnsafeRawBufferPointer(raw)) }
    }

    /// The symbol of the UTF-8 `slice` if it is already here.
    public func find(utf8 slice: ArraySlice<UInt8>) -> Symbol? { slice.withUnsafeBytes { find(utf8: $0) } }

    /// The symbol of UTF-8 text if it is already here.
    public func find(utf8 text: Span<UInt8>) -> Symbol? { text.withUnsafeBytes { find(utf8: $0) } }

    func find(utf8 buffer: UnsafeRawBufferPointer) -> Symbol? { place(of: buffer, Self.hash(buffer)).symbol }

    /// The text of `symbol`.
    public subscript(symbol: Symbol) -> String { String(decoding: utf8(of: symbol), as: UTF8.self) }

    /// The bytes of `symbol`.
    public func utf8(of symbol: Symbol) -> ArraySlice<UInt8> { utf8(at: symbol.index) }

    /// The bytes of the text at a position, as `Symbol.index` gives it.
    public func utf8(at index: UInt32) -> ArraySlice<UInt8> { bytes[start(of: Int(index))..<Int(ends[Int(index)])] }

    /// Calls `body` with the bytes of every text, in the order of their symbols.
    public func forEachText(_ body: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        for end in ends {
            body(bytes[start..<Int(end)])
            start = Int(end)
        }
    }

    private func start(of index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }
}

// MARK: - Slots

extension SymbolTable {
    /// Where a text is or would be.
    private struct Place {
        let slot: Int
        let tag: UInt32
        let symbol: Symbol?
    }

    /// The bits of a slot that hold a position.
    private var positions: UInt32 { UInt32(truncatingIfNeeded: slots.count - 1) }

    private func place(of text: UnsafeRawBufferPointer, _ hash: UInt64) -> Place {
        let positions = positions
        let tag = UInt32(truncatingIfNeeded: hash >> 32) & ~positions
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        return slots.withUnsafeBufferPointer { slots in
            while slots[slot] != .max {
                let index = slots[slot] & positions
                if slots[slot] & ~positions == tag, matches(Int(index), text) {
                    return Place(slot: slot, tag: tag, symbol: Symbol(index: index))
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return Place(slot: slot, tag: tag, symbol: nil)
        }
    }

    private mutating func insert(_ text: UnsafeRawBufferPointer, _ place: Place) -> Symbol {
        // No position is all ones, since a quarter of the slots stays free: no slot that is taken looks free.
        guard let index = UInt32(exactly: ends.count), index < 1 << 31 else { preconditionFailure("more than 2 billion different texts") }
        if let start = text.baseAddress {
            bytes.append(contentsOf: UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: text.count))
        }
        guard let end = UInt32(exactly: bytes.count) else { preconditionFailure("more than 4 GiB of different texts") }
        ends.append(end)
        slots[place.slot] = place.tag | index
        if ends.count >= taken { grow() }
        return Symbol(index: index)
    }

    private func matches(_ candidate: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = start(of: candidate)
        guard Int(ends[candidate]) - start == text.count else { return false }
        return bytes.withUnsafeBytes { all in
            var at = 0
            while at + 8 <= text.count {
                guard Self.word(all, start + at) == Self.word(text, at) else { return false }
                at += 8
            }
            guard at < text.count else { return true }
            if text.count >= 8 { return Self.word(all, start + text.count - 8) == Self.word(text, text.count - 8) }
            while at < text.count {
                if all[start + at] != text[at] { return false }
                at += 1
            }
            return true
        }
    }

    private mutating func grow() {
        // Short lists grow in few steps, long ones in small ones.
        slots = Array(repeating: .max, count: slots.count * (slots.count < 1 << 14 ? 4 : 2))
        taken = slots.count / 4 * 3
        let positions = positions
        bytes.withUnsafeBytes { all in
            var start = 0
            for (index, end) in ends.enumerated() {
                let hash = Self.hash(UnsafeRawBufferPointer(rebasing: all[start..<Int(end)]))
                var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
                while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt32(truncatingIfNeeded: hash >> 32) & ~positions | UInt32(truncatingIfNeeded: index)
                start = Int(end)
            }
        }
    }

    /// Different in every run, so that nobody can prepare texts that all fall into one slot; the order of symbols does not depend on it.
    private static let seed = UInt64.random(in: .min ... .max)

    /// Sixteen bytes at a time, each eight folded into the other by a multiplication; the last overlap those before them.
    private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = Self.seed ^ UInt64(truncatingIfNeeded: text.count)
        guard text.count >= 8 else {
            var few: UInt64 = 0
            for byte in text { few = few << 8 | UInt64(byte) }
            return mix(state ^ few, factor)
        }
        var at = 0
        while at + 16 <= text.count {
            state = mix(state ^ word(text, at), seed ^ factor ^ word(text, at + 8))
            at += 16
        }
        if at + 8 < text.count { return mix(state ^ word(text, at), seed ^ factor ^ word(text, text.count - 8)) }
        return at == text.count ? mix(state, factor) : mix(state ^ word(text, text.count - 8), factor)
    }

    private static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93

    @inline(__always)
    private static func word(_ text: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
        text.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
