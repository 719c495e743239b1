/// Why a text is not JSON.
public struct JSONError: Error, Hashable, Sendable {
    /// A short technical phrase.
    public let reason: String
    /// The byte at which it was noticed, from 0.
    public let offset: Int
    /// The line of that byte, from 1.
    public let line: Int
    /// The byte within the line, from 1.
    public let column: Int

    init(_ reason: String, at offset: Int, in bytes: [UInt8]) {
        self.reason = reason
        self.offset = offset
        var line = 1
        var start = 0
        for position in 0..<min(offset, bytes.count) where bytes[position] == UInt8(ascii: "\n") {
            line += 1
            start = position + 1
        }
        self.line = line
        column = offset - start + 1
    }
}

/// What a JSON text may cost.
public struct JSONLimits: Sendable, Hashable {
    /// How deep containers may stand in each other.
    public var depth: Int
    /// How long the text may be, in bytes; never more than half a gibibyte.
    public var bytes: Int

    /// Limits other than the usual ones.
    public init(depth: Int = 512, bytes: Int = 1 << 29 - 1) {
        self.depth = depth
        self.bytes = bytes
    }

    /// 512 levels, half a gibibyte.
    public static let standard = JSONLimits()
}
