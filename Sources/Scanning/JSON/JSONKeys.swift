/// Keys that a reader looks for in every object of a kind, found in one pass over its members.
///
/// A class that holds its tables in memory of its own, so that a look-up counts no references.
public final class JSONKeys: Sendable {
    /// The names, end to end.
    private nonisolated(unsafe) let bytes: UnsafeMutablePointer<UInt8>
    /// Where each name begins, and behind the last where it ends.
    private nonisolated(unsafe) let starts: UnsafeMutablePointer<Int>
    /// Positions of names + 1 by a cheap hash; 0 where nothing is.
    private nonisolated(unsafe) let slots: UnsafeMutablePointer<UInt8>

    /// At most 32 different names; a name's position is its number.
    public init(_ names: [String]) {
        precondition(names.count <= 32, "more than 32 keys")
        let all = names.flatMap { Array($0.utf8) }
        bytes = .allocate(capacity: max(1, all.count))
        bytes.initialize(from: all, count: all.count)
        starts = .allocate(capacity: names.count + 1)
        starts.initialize(to: 0)
        slots = .allocate(capacity: 256)
        slots.initialize(repeating: 0, count: 256)
        for (number, name) in names.enumerated() {
            (starts + number + 1).initialize(to: starts[number] + name.utf8.count)
            guard let first = name.utf8.first, let last = name.utf8.last else { continue }
            var slot = Self.slot(name.utf8.count, first, last)
            while slots[slot] != 0 { slot = (slot + 1) & 255 }
            slots[slot] = UInt8(number + 1)
        }
    }

    deinit {
        bytes.deallocate()
        starts.deallocate()
        slots.deallocate()
    }

    @inline(__always)
    private static func slot(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
        (count &* 37 &+ Int(first) &* 5 &+ Int(last) &* 11) & 255
    }

    /// The number of the name that `count` bytes from `text` are; `nil` for others.
    @inline(__always)
    func number(of text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        guard count > 0 else { return nil }
        var slot = Self.slot(count, text[0], text[count - 1])
        while true {
            let number = Int(slots[slot]) - 1
            guard number >= 0 else { return nil }
            let start = starts[number]
            if starts[number + 1] - start == count, isName(bytes + start, text, count) { return number }
            slot = (slot + 1) & 255
        }
    }

    @inline(__always)
    private func isName(_ name: UnsafePointer<UInt8>, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for step in 0..<count where name[step] != text[step] { return false }
        return true
    }
}
