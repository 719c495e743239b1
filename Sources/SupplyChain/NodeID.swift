/// The stable name of a node: a canonical purl for a package, otherwise `kind:name`.
public struct NodeID: BytewiseText, ExpressibleByStringLiteral {
    /// The id as written in documents and on the command line.
    public let text: String

    /// Takes the id as it stands; nothing is normalised here.
    public init(_ text: String) { self.text = text }

    /// An id written in source code.
    public init(stringLiteral text: String) { self.text = text }
}
