/// Looks for any of many words in bytes at once: which of them stand there is not told, only whether one does.
///
/// Wu and Manber's way: a window as long as the shortest word slides over the bytes, as far as its last two bytes allow.
///
/// - Complexity: O(bytes / length of the shortest word) for bytes unlike the words; O(bytes × words) at worst.
public struct WordSearch: Sendable {
    /// How far the window may move when it ends in a pair of bytes.
    private var shifts: [UInt8] = []
    /// The words by the pair of bytes at the end of their window, as a chain through `next`.
    private var heads: [Int32] = []
    private var next: [Int32] = []
    private let words: [[UInt8]]
    private let window: Int

    /// A search for `words`; words of fewer than two bytes are left out.
    public init(_ words: [String]) {
        let words = Set(words.map { Array($0.utf8) }).filter { $0.count >= 2 }.sorted { $0.lexicographicallyPrecedes($1) }
        self.words = words
        window = min(words.map(\.count).min() ?? 0, 255)
        guard window > 0 else { return }
        shifts = Array(repeating: UInt8(window - 1), count: 1 << 16)
        heads = Array(repeating: -1, count: 1 << 16)
        next = Array(repeating: -1, count: words.count)
        for (index, word) in words.enumerated() {
            for end in 1..<window {
                let pair = Self.pair(word[end - 1], word[end])
                shifts[pair] = min(shifts[pair], UInt8(window - 1 - end))
            }
            let pair = Self.pair(word[window - 2], word[window - 1])
            next[index] = heads[pair]
            heads[pair] = Int32(index)
        }
    }

    /// Whether there is no word to look for.
    public var isEmpty: Bool { words.isEmpty }

    /// Whether any of the words stands in `bytes`.
    public func finds(in bytes: ArraySlice<UInt8>) -> Bool {
        guard window > 0 else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            var end = window - 1
            while end < buffer.count {
                let pair = Self.pair(buffer[end - 1], buffer[end])
                let shift = shifts[pair]
                if shift > 0 {
                    end += Int(shift)
                    continue
                }
                var candidate = heads[pair]
                while candidate >= 0 {
                    if stands(words[Int(candidate)], in: buffer, at: end - window + 1) { return true }
                    candidate = next[Int(candidate)]
                }
                end += 1
            }
            return false
        }
    }

    private func stands(_ word: [UInt8], in buffer: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard start + word.count <= buffer.count else { return false }
        for index in word.indices where buffer[start + index] != word[index] { return false }
        return true
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }
}
