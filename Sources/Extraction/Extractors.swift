/// The readers, in the order in which they are asked.
public enum Extractors {
    /// Every reader; the first that recognises a document reads it.
    public static let all: [any Extractor.Type] = []

    /// The reader that understands `document`, or `nil`.
    public static func reader(of document: SourceDocument) -> (any Extractor.Type)? {
        all.first { $0.recognises(document) }
    }
}
