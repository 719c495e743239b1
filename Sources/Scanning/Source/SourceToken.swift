/// One piece of code.
public struct SourceToken: Sendable, Hashable {
    /// What it is.
    public enum Kind: UInt8, Sendable {
        /// A name or a key word.
        case word
        /// A number.
        case number
        /// A text, or the piece of one before, between or behind the expressions in it.
        case text
        /// One byte of punctuation.
        case mark
    }

    /// What it is.
    public let kind: Kind
    /// Whether nothing but white space and comments stands before it on its line.
    public let isFirstOnLine: Bool
    /// Of a text: whether an expression follows inside it.
    public let isInterrupted: Bool
    /// Of a text: whether it goes on behind an expression.
    public let isContinued: Bool
    /// The line, from 1.
    public let line: Int32
    /// The offset of its first byte; of a text, of its content.
    public let start: Int32
    /// The offset behind its last byte; of a text, behind its content.
    public let end: Int32
}

/// The code of one file as pieces, without comments.
public struct SourceTokens: Sendable {
    /// The bytes that the pieces are ranges of.
    public let bytes: [UInt8]
    /// The pieces in order.
    public let tokens: [SourceToken]
    /// The line on which something begins that never ends: a text over several lines, or a comment.
    public let openLine: Int?
    /// Whether expressions in texts lie deeper in each other than is followed.
    public let isTooDeep: Bool

    /// The bytes of the piece `index`.
    public func bytes(of index: Int) -> ArraySlice<UInt8> { bytes[Int(tokens[index].start)..<Int(tokens[index].end)] }

    /// The piece `index` as text.
    public func text(of index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

    /// Whether the piece `index` is the word `word`.
    public func isWord(_ index: Int, _ word: StaticString) -> Bool {
        guard index >= 0, index < tokens.count, tokens[index].kind == .word else { return false }
        return equals(index, word)
    }

    /// Whether the piece `index` is the punctuation `mark`.
    public func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
        guard index >= 0, index < tokens.count, tokens[index].kind == .mark else { return false }
        return UInt32(bytes[Int(tokens[index].start)]) == mark.value
    }

    private func equals(_ index: Int, _ word: StaticString) -> Bool {
        let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
        guard end - start == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where wanted[offset] != bytes[start + offset] { return false }
            return true
        }
    }
}
