extension JSONDocument {
    /// Where keys stand that their object already has, as byte offsets in order; the first of equal keys is the one that look-ups find.
    ///
    /// - Complexity: O(keys) on average.
    public func duplicateKeys() -> [Int] {
        var duplicates: [Int] = []
        words.withUnsafeBufferPointer { words in
            bytes.withUnsafeBufferPointer { bytes in
                func look(_ object: Int) {
                    let count = JSONWord.length(words[object])
                    if count > 1, !Self.certainlyDiffer(object, count, words, bytes) { collectDuplicates(in: object, into: &duplicates) }
                }
                if let doubtful { return doubtful.forEach { look(Int($0)) } }
                var index = 0
                while index < words.count {
                    if JSONWord.tag(words[index]) == .object { look(index) }
                    index += JSONWord.isContainer(words[index]) ? 2 : 1
                }
            }
        }
        return duplicates.sorted()
    }

    /// Whether the keys of an object are few and differ in their lengths or in the bytes at their ends: as nearly everywhere.
    private static func certainlyDiffer(
        _ object: Int, _ count: Int, _ words: UnsafeBufferPointer<UInt64>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard count <= 16 else { return false }
        var outlines = InlineArray<16, UInt64>(repeating: 0)
        var child = object + 2
        for position in 0..<count {
            let word = words[child]
            guard JSONWord.tag(word) == .string else { return false }
            let outline = outline(of: bytes, JSONWord.offset(word), JSONWord.length(word))
            for earlier in 0..<position where outlines[earlier] == outline { return false }
            outlines[position] = outline
            switch JSONWord.tag(words[child + 1]) {
            case .object, .array: child = Int(truncatingIfNeeded: words[child + 2])
            default: child += 2
            }
        }
        return true
    }

    /// The same for equal texts: the first and the last eight bytes, folded with the length.
    @inline(__always)
    private static func outline(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        guard count >= 8 else {
            // Behind every key of a text there are a quote and a colon at least, but eight bytes only most of the time.
            guard start + 8 <= raw.count else {
                return (0..<count).reduce(UInt64(count) << 56) { $0 | UInt64(raw[start + $1]) << UInt64($1 * 8) }
            }
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            return word & (1 << UInt64(count * 8) &- 1) | UInt64(count) << 56
        }
        let first = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        let last = raw.loadUnaligned(fromByteOffset: start + count - 8, as: UInt64.self)
        return first ^ (last << 29 | last >> 35) ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    }

    private func collectDuplicates(in object: Int, into duplicates: inout [Int]) {
        let count = JSONWord.length(words[object])
        var child = object + 2
        var names: Set<ArraySlice<UInt8>> = []
        names.reserveCapacity(count)
        for _ in 0..<count {
            let key = JSONValue(document: self, index: child)
            if !names.insert(key.utf8 ?? []).inserted { duplicates.append(key.offset) }
            child = end(of: child + 1)
        }
    }
}
