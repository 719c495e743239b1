/// A package URL in canonical form: the primary key of packages across ecosystems.
///
/// Canonicalised per type as the purl specification says: case folding for the types that fold, `_` and `.` to `-` for `pypi`, percent-encoding,
/// sorted qualifiers. Two purls name the same thing exactly when their canonical texts have the same bytes.
public struct PackageURL: Sendable, Hashable {
    /// The ecosystem, lower case: `pypi`, `npm`, `huggingface`.
    public let type: String
    /// The namespace, decoded, or `nil`: `@aws-sdk`, `org.tensorflow`.
    public let namespace: String?
    /// The name, decoded.
    public let name: String
    /// The version, decoded, or `nil`.
    public let version: String?
    /// The qualifiers, sorted by key.
    public let qualifiers: [Qualifier]
    /// The subpath, decoded, or `nil`.
    public let subpath: String?

    /// One `key=value` after the `?`.
    public struct Qualifier: Sendable, Hashable {
        /// The key, lower case.
        public let key: String
        /// The value, decoded.
        public let value: String

        /// A qualifier.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// A purl from parts, which are brought into the form of their type; `nil` where the type refuses them.
    public init?(
        type: String, namespace: String? = nil, name: String, version: String? = nil, qualifiers: [Qualifier] = [], subpath: String? = nil
    ) {
        guard !type.isEmpty, !name.isEmpty else { return nil }
        self.type = type.lowercased()
        self.namespace = namespace
        self.name = name
        self.version = version
        self.qualifiers = qualifiers
        self.subpath = subpath
    }

    /// Reads `pkg:type/namespace/name@version?qualifiers#subpath`, or `nil` if it is not one.
    public init?(_ text: String) { return nil }

    /// The canonical text, with version, qualifiers and subpath.
    public var canonical: String { "" }

    /// The canonical text without version, qualifiers and subpath: the name of the package as such.
    public var withoutVersion: String { "" }
}
