/// Keys that a reader looks for in every object of a kind, found in one pass over its members.
public struct JSONKeys: Sendable {
    private let names: [[UInt8]]
    /// Positions of names + 1 by a cheap hash; 0 where nothing is.
    private let slots: [UInt8]

    /// At most 32 different names; a name's position is its number.
    public init(_ names: [String]) {
        precondition(names.count <= 32, "more than 32 keys")
        self.names = names.map { Array($0.utf8) }
        var slots = [UInt8](repeating: 0, count: 256)
        for (number, name) in self.names.enumerated() {
            guard let first = name.first, let last = name.last else { continue }
            var slot = Self.slot(name.count, first, last)
            while slots[slot] != 0 { slot = (slot + 1) & 255 }
            slots[slot] = UInt8(number + 1)
        }
        self.slots = slots
    }

    @inline(__always)
    private static func slot(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
        (count &* 37 &+ Int(first) &* 5 &+ Int(last) &* 11) & 255
    }

    /// The number of the name that `count` bytes from `start` are; `nil` for others.
    @inline(__always)
    func number(of bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
        guard count > 0 else { return nil }
        var slot = Self.slot(count, bytes[start], bytes[start + count - 1])
        while true {
            let number = Int(slots[slot]) - 1
            guard number >= 0 else { return nil }
            if names[number].count == count, Self.areEqual(names[number], bytes, start) { return number }
            slot = (slot + 1) & 255
        }
    }

    @inline(__always)
    private static func areEqual(_ name: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
        for step in name.indices where name[step] != bytes[start + step] { return false }
        return true
    }
}

/// The members of one object under the keys that were looked for; the first where a key stands twice.
public struct JSONFields: Sendable {
    /// The object.
    public let object: JSONValue
    private var found: InlineArray<32, Int32>

    /// Looks for `keys` in `object`; nothing is found in what is no object.
    ///
    /// - Complexity: O(members).
    public init(of object: JSONValue, _ keys: JSONKeys) {
        self.object = object
        found = InlineArray<32, Int32>(repeating: -1)
        guard object.kind == .object else { return }
        let document = object.document
        let (bytes, words) = (document.bytes, document.words)
        var child = object.index + 2
        for _ in 0..<object.count {
            let word = words[child]
            let value = child + 1
            let number: Int?
            if JSONWord.tag(word) == .string {
                let start = JSONWord.offset(word)
                number = keys.number(of: bytes, start, JSONWord.length(word))
            } else {
                let key = Array(JSONValue(document: document, index: child).utf8 ?? [])
                number = keys.number(of: key, 0, key.count)
            }
            if let number, found[number] < 0 { found[number] = Int32(truncatingIfNeeded: value) }
            switch JSONWord.tag(words[value]) {
            case .object, .array: child = Int(truncatingIfNeeded: words[value + 1])
            default: child = value + 1
            }
        }
    }

    /// The member under the key with this number.
    public subscript(number: Int) -> JSONValue? {
        found[number] < 0 ? nil : JSONValue(document: object.document, index: Int(found[number]))
    }
}
