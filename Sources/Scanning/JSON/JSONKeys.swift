/// Keys that a reader looks for in every object of a kind, found in one pass over its members.
///
/// Not copyable, with tables in memory of its own, so that a look-up counts no references.
public struct JSONKeys: ~Copyable, Sendable {
    /// The names, end to end.
    private nonisolated(unsafe) let bytes: UnsafeMutablePointer<UInt8>
    /// By a cheap hash of a name: where it begins, how long it is, and its number + 1, in 16, 8 and 8 bits; 0 where nothing is.
    private nonisolated(unsafe) let slots: UnsafeMutablePointer<UInt32>
    /// The same by number, and 0 behind the last.
    private nonisolated(unsafe) let entries: UnsafeMutablePointer<UInt32>

    /// At most 32 different names, none of more than 255 bytes; a name's position is its number.
    public init(_ names: [String]) {
        precondition(names.count <= 32 && names.allSatisfy { $0.utf8.count < 256 }, "more than 32 keys, or a long one")
        let all = names.flatMap { Array($0.utf8) }
        bytes = .allocate(capacity: max(1, all.count))
        bytes.initialize(from: all, count: all.count)
        slots = .allocate(capacity: 256)
        slots.initialize(repeating: 0, count: 256)
        entries = .allocate(capacity: names.count + 1)
        entries.initialize(repeating: 0, count: names.count + 1)
        var start = 0
        for (number, name) in names.enumerated() {
            defer { start += name.utf8.count }
            guard let first = name.utf8.first, let last = name.utf8.last else { continue }
            var slot = Self.slot(name.utf8.count, first, last)
            while slots[slot] != 0 { slot = (slot + 1) & 255 }
            slots[slot] = UInt32(start) << 16 | UInt32(name.utf8.count) << 8 | UInt32(number + 1)
            entries[number] = slots[slot]
        }
    }

    deinit {
        bytes.deallocate()
        slots.deallocate()
        entries.deallocate()
    }

    @inline(__always)
    private static func slot(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
        (count &* 37 &+ Int(first) &* 5 &+ Int(last) &* 11) & 255
    }

    /// The number of the name that `count` bytes from `text` are; `nil` for others.
    ///
    /// - Parameter guess: A number that it may be, as writers keep to one order.
    @inline(__always)
    func number(of text: UnsafePointer<UInt8>, _ count: Int, guess: Int) -> Int? {
        guard count > 0 else { return nil }
        let likely = entries[guess]
        if Int(likely >> 8 & 0xFF) == count, isName(bytes + Int(likely >> 16), text, count) { return guess }
        var slot = Self.slot(count, text[0], text[count &- 1])
        while true {
            let entry = slots[slot]
            guard entry != 0 else { return nil }
            if Int(entry >> 8 & 0xFF) == count, isName(bytes + Int(entry >> 16), text, count) { return Int(entry & 0xFF) &- 1 }
            slot = (slot &+ 1) & 255
        }
    }

    /// The number of the name that `text` is; `nil` for others.
    public func number(of text: Span<UInt8>) -> Int? {
        text.withUnsafeBufferPointer { text in text.baseAddress.flatMap { number(of: $0, text.count, guess: 0) } }
    }

    @inline(__always)
    private func isName(_ name: UnsafePointer<UInt8>, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let (left, right) = (UnsafeRawPointer(name), UnsafeRawPointer(text))
        if count >= 8 {
            var at = 0
            while at &+ 8 <= count {
                if left.loadUnaligned(fromByteOffset: at, as: UInt64.self) != right.loadUnaligned(fromByteOffset: at, as: UInt64.self) {
                    return false
                }
                at &+= 8
            }
            return left.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        }
        if count >= 4 {
            return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
                && left.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
                    == right.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        }
        // The first and the last byte led here, or share their slot with those that would have.
        return name[0] == text[0] && name[count &- 1] == text[count &- 1] && name[count >> 1] == text[count >> 1]
    }
}
