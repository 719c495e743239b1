/// Why a text is not XML that we read.
public struct XMLError: Error, Hashable, Sendable {
    /// A short technical phrase.
    public let reason: String
    /// The byte at which it was noticed, from 0.
    public let offset: Int
    /// The line of that byte, from 1.
    public let line: Int

    init(_ reason: String, at offset: Int, in bytes: [UInt8]) {
        self.reason = reason
        self.offset = offset
        line = bytes[..<min(offset, bytes.count)].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}

/// What an XML text may cost.
public struct XMLLimits: Sendable, Hashable {
    /// How deep elements may stand in each other.
    public var depth: Int
    /// How many attributes one element may have, declarations of namespaces among them.
    public var attributes: Int
    /// How long the text may be, in bytes; never more than half a gibibyte.
    public var bytes: Int

    /// Limits other than the usual ones.
    public init(depth: Int = 256, attributes: Int = 64, bytes: Int = 1 << 29 - 1) {
        self.depth = depth
        self.attributes = attributes
        self.bytes = bytes
    }

    /// 256 levels, 64 attributes, half a gibibyte.
    public static let standard = XMLLimits()
}
