public import SupplyChain

/// A reader of one format: bytes in, claims and diagnostics out, each with its place.
///
/// A reader opens nothing, follows nothing and executes nothing. It never recurses over data and never allocates by a number that it read
/// before checking that number against the bytes left.
public protocol Extractor: Sendable {
    /// The name that evidence carries, such as `cyclonedx`.
    static var reader: String { get }
    /// What the format can say; tests compare it with what the fixtures gave.
    static var coverage: Coverage { get }
    /// Whether the format describes itself in its first bytes, so that the rest is never read: weights.
    static var readsHeaderOnly: Bool { get }
    /// Whether this reader understands the document, from its name and first bytes. Cheap: at most a look at a few kilobytes.
    static func recognises(_ document: SourceDocument) -> Bool
    /// Reads the document. One bad entry costs one diagnostic in the extract; only a wholly unreadable document throws.
    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract
}

extension Extractor {
    /// Most formats are read whole.
    public static var readsHeaderOnly: Bool { false }
}

/// What a format can say.
public struct Coverage: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Coverage by bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Lists components.
    public static let components = Coverage(rawValue: 1 << 0)
    /// Says which component needs which.
    public static let relationships = Coverage(rawValue: 1 << 1)
    /// Names suppliers or operators.
    public static let suppliers = Coverage(rawValue: 1 << 2)
    /// Names licences.
    public static let licences = Coverage(rawValue: 1 << 3)
    /// Gives exact versions.
    public static let versions = Coverage(rawValue: 1 << 4)
    /// Gives digests.
    public static let digests = Coverage(rawValue: 1 << 5)
    /// Groups of which some members suffice.
    public static let alternatives = Coverage(rawValue: 1 << 6)
    /// Describes models, their bases and data.
    public static let models = Coverage(rawValue: 1 << 7)
    /// Names services called.
    public static let services = Coverage(rawValue: 1 << 8)
}

/// Why a document gave nothing at all.
public enum ExtractionError: Error, Hashable {
    /// The bytes do not follow the grammar; `reason` is a short technical phrase, `place` a line, offset or pointer.
    case malformed(reason: String, place: String)
    /// A version of the format that we do not read.
    case unsupportedVersion(found: String, supported: String)
    /// The text is not UTF-8.
    case notUTF8(place: String)
    /// A limit was reached before anything could be read.
    case limit(name: String, value: String)
    /// The header is longer than the bytes given; reading again with `bytes` bytes will do.
    case needsPrefix(bytes: Int)
}
