/// One file as a reader gets it: its path within the input, and its bytes.
public struct SourceDocument: Sendable {
    /// The path relative to the input, with `/` between parts.
    public let path: String
    /// The bytes, or the first of them where `isWhole` is false.
    public let bytes: [UInt8]
    /// The size of the file; larger than `bytes.count` for a prefix.
    public let size: Int
    /// `sha256:` and the hexadecimal digest of the bytes that were read.
    public let digest: String
    /// The names of services to look for in sources.
    public let vocabulary: ServiceVocabulary
    /// How deep containers may stand in each other; half as deep in XML.
    public let depth: Int

    /// How deep containers may stand in each other where nobody says otherwise.
    public static let usualDepth = 512

    /// A file, or a prefix of one.
    public init(
        path: String, bytes: [UInt8], size: Int? = nil, digest: String, vocabulary: ServiceVocabulary = .none, depth: Int = usualDepth
    ) {
        self.path = path
        self.bytes = bytes
        self.size = size ?? bytes.count
        self.digest = digest
        self.vocabulary = vocabulary
        self.depth = depth
    }

    /// Whether all bytes are here.
    public var isWhole: Bool { bytes.count == size }

    /// The last part of the path.
    public var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The path without its last part; empty at the root of the input.
    public var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }

    /// The path without its last part, cut to parts: for look-ups of neighbours such as `vendor/`.
    public var folders: [Substring] { path.split(separator: "/").dropLast() }
}
