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
    /// The texts, end to end, and behind them room that is ready.
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    /// A power of two, at most three quarters of them taken.
    private var slots: [UInt32] = Array(repeating: .max, count: 64)
    private var taken = 48
    /// Different in every run, so that nobody can prepare texts that all fall into one slot; the order of symbols does not depend on it.
    private let seed = Self.seedOfRun
    private static let seedOfRun = UInt64.random(in: .min ... .max)

    /// An empty table.
    public init() {}

    /// Makes room for so many texts of so many bytes in all.
    public mutating func reserve(texts: Int, bytes count: Int) {
        bytes.reserveCapacity(count + Self.step)
        ends.reserveCapacity(texts)
        guard texts > taken, texts < 1 << 30 else { return }
        makeSlots(1 << (Int.bitWidth - (texts / 3 * 4).leadingZeroBitCount))
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
        let place = text.withUnsafeBytes { self.place(of: $0, Self.hash($0, seed)) }
        if let symbol = place.symbol { return symbol }
        return admits(text) ? text.withUnsafeBytes { insert($0, place) } : nil
    }

    /// The symbol of the UTF-8 in `buffer`, new or old; the bytes must be valid UTF-8.
    public mutating func intern(utf8 buffer: UnsafeRawBufferPointer) -> Symbol {
        let place = self.place(of: buffer, Self.hash(buffer, seed))
        return place.symbol ?? insert(buffer, place)
    }

    /// The symbol of `prefix` with UTF-8 behind it, new or old.
    public mutating func intern(_ prefix: StaticString, utf8 text: Span<UInt8>) -> Symbol {
        let count = prefix.utf8CodeUnitCount + text.count
        let start = start(of: ends.count)
        makeReady(start + count)
        // It is put together where it will stay if it is new.
        let place = bytes.withUnsafeMutableBytes { all -> (UnsafeRawBufferPointer, UInt64) in
            guard let base = all.baseAddress, start + count <= all.count else { preconditionFailure("room was made") }
            let whole = base + start
            whole.copyMemory(from: prefix.utf8Start, byteCount: prefix.utf8CodeUnitCount)
            text.withUnsafeBytes { text in
                if let from = text.baseAddress { (whole + prefix.utf8CodeUnitCount).copyMemory(from: from, byteCount: text.count) }
            }
            let made = UnsafeRawBufferPointer(start: whole, count: count)
            return (made, Self.hash(made, seed))
        }
        let found = self.place(of: place.0, place.1)
        return found.symbol ?? commit(count, found)
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

    func find(utf8 buffer: UnsafeRawBufferPointer) -> Symbol? { place(of: buffer, Self.hash(buffer, seed)).symbol }

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

    /// How many bytes are made ready at once, at most.
    private static let step = 1 << 12

    /// Has at least `count` bytes ready.
    private mutating func makeReady(_ count: Int) {
        if count > bytes.count {
            bytes.append(contentsOf: repeatElement(0, count: count - bytes.count + min(Self.step, 256 + bytes.count)))
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
        let mask = slots.count &- 1
        let tag = UInt32(truncatingIfNeeded: hash >> 32) & ~positions
        var slot = Int(truncatingIfNeeded: hash) & mask
        return slots.withUnsafeBufferPointer { slots in
            while slots[slot] != .max {
                let entry = slots[slot]
                if entry & ~positions == tag, matches(Int(entry & positions), text) {
                    return Place(slot: slot, tag: tag, symbol: Symbol(index: entry & positions))
                }
                slot = (slot &+ 1) & mask
            }
            return Place(slot: slot, tag: tag, symbol: nil)
        }
    }

    private mutating func insert(_ text: UnsafeRawBufferPointer, _ place: Place) -> Symbol {
        let start = start(of: ends.count)
        makeReady(start + text.count)
        bytes.withUnsafeMutableBytes { all in
            if let from = text.baseAddress, let base = all.baseAddress { (base + start).copyMemory(from: from, byteCount: text.count) }
        }
        return commit(text.count, place)
    }

    /// Keeps the `count` bytes behind the last text as one more.
    private mutating func commit(_ count: Int, _ place: Place) -> Symbol {
        // No position is all ones, since a quarter of the slots stays free: no slot that is taken looks free.
        guard let index = UInt32(exactly: ends.count), index < 1 << 31 else { preconditionFailure("more than 2 billion different texts") }
        guard let end = UInt32(exactly: start(of: ends.count) + count) else { preconditionFailure("more than 4 GiB of different texts") }
        ends.append(end)
        slots[place.slot] = place.tag | index
        if ends.count >= taken { makeSlots(slots.count * (slots.count < 1 << 14 ? 4 : 2)) }
        return Symbol(index: index)
    }

    private func matches(_ candidate: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = start(of: candidate)
        guard Int(ends[candidate]) &- start == text.count else { return false }
        return bytes.withUnsafeBytes { all in
            let count = text.count
            var at = 0
            while at &+ 8 <= count {
                guard Self.word(all, start &+ at) == Self.word(text, at) else { return false }
                at &+= 8
            }
            guard at < count else { return true }
            if count >= 8 { return Self.word(all, start &+ count &- 8) == Self.word(text, count &- 8) }
            return Self.few(UnsafeRawBufferPointer(rebasing: all[start..<(start &+ count)])) == Self.few(text)
        }
    }

    /// Makes so many slots, a power of two, and puts the texts into them: short lists grow in few steps, long ones in small ones.
    private mutating func makeSlots(_ count: Int) {
        slots = Array(repeating: .max, count: count)
        taken = count / 4 * 3
        let positions = positions
        let mask = count &- 1
        bytes.withUnsafeBytes { all in
            slots.withUnsafeMutableBufferPointer { slots in
                var start = 0
                for (index, end) in ends.enumerated() {
                    let hash = Self.hash(UnsafeRawBufferPointer(rebasing: all[start..<Int(end)]), seed)
                    var slot = Int(truncatingIfNeeded: hash) & mask
                    while slots[slot] != .max { slot = (slot &+ 1) & mask }
                    slots[slot] = UInt32(truncatingIfNeeded: hash >> 32) & ~positions | UInt32(truncatingIfNeeded: index)
                    start = Int(end)
                }
            }
        }
    }

    /// Sixteen bytes at a time, each eight folded into the other by a multiplication; the last overlap those before them.
    @inline(__always)
    private static func hash(_ text: UnsafeRawBufferPointer, _ seed: UInt64) -> UInt64 {
        let count = text.count
        var state = seed ^ UInt64(truncatingIfNeeded: count)
        guard count >= 8 else { return mix(state ^ few(text), factor) }
        var at = 0
        if count >= 64 {
            // Two at once, since neither waits for the other.
            var other = ~state
            while at &+ 32 <= count {
                state = mix(state ^ word(text, at), seed ^ factor ^ word(text, at &+ 8))
                other = mix(other ^ word(text, at &+ 16), seed ^ factor ^ word(text, at &+ 24))
                at &+= 32
            }
            state ^= other
        }
        while at &+ 16 <= count {
            state = mix(state ^ word(text, at), seed ^ factor ^ word(text, at &+ 8))
            at &+= 16
        }
        if at &+ 8 < count { return mix(state ^ word(text, at), seed ^ factor ^ word(text, count &- 8)) }
        return at == count ? mix(state, factor) : mix(state ^ word(text, count &- 8), factor)
    }

    /// Fewer than eight bytes as one number, which differs for texts that differ and are as long.
    @inline(__always)
    private static func few(_ text: UnsafeRawBufferPointer) -> UInt64 {
        let count = text.count
        if count >= 4 {
            return UInt64(text.loadUnaligned(as: UInt32.self)) << 32
                | UInt64(text.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        }
        return count == 0 ? 0 : UInt64(text[0]) << 16 | UInt64(text[count >> 1]) << 8 | UInt64(text[count &- 1])
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
