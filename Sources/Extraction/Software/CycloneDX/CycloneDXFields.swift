internal import Scanning
internal import SupplyChain

/// What a component or a service says, by key.
struct CycloneDXFields: ~Copyable, ~Escapable {
    /// The keys that are read.
    enum Key: Int, CaseIterable {
        case bomRef, type, name, group, version, purl, scope
        case licenses, hashes, externalReferences, properties, pedigree, evidence, modelCard, data
        case components, services, endpoints
        case supplier, manufacturer, manufacture, provider, publisher, author, authors

        var name: String { self == .bomRef ? "bom-ref" : "\(self)" }
    }

    private static let keys = JSONKeys(Key.allCases.map { $0.name })
    private let fields: JSONFields

    @_lifetime(borrow value)
    init(of value: borrowing JSONValue) { fields = JSONFields(of: value, Self.keys) }

    @_lifetime(copy value)
    init(of value: BorrowedJSON) { fields = JSONFields(of: value, Self.keys) }

    /// A member, as long as the fields are looked into.
    @_lifetime(copy self)
    func member(_ key: Key) -> BorrowedJSON? { fields.member(key.rawValue) }

    /// A member that may be kept.
    func value(_ key: Key) -> JSONValue? { fields.value(key.rawValue) }

    /// The bytes of a member, if it is a string that says something.
    func text(_ key: Key) -> ArraySlice<UInt8>? { value(key)?.utf8.flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether a member is a string that says something.
    func hasText(_ key: Key) -> Bool { fields.withText(key.rawValue) { _ in } }

    /// Calls `body` with the bytes of a member, if it is a string that says something; whether it is.
    @discardableResult
    func withText(_ key: Key, _ body: (Span<UInt8>) -> Void) -> Bool { fields.withText(key.rawValue, body) }

    /// What the thing is.
    var kind: NodeKind {
        var kind = NodeKind.package
        withText(.type) { type in
            if type.isEqual(to: "data") {
                kind = .dataset
            } else if type.isEqual(to: "device") {
                kind = .hardware
            } else if type.isEqual(to: "platform") {
                kind = .infrastructure
            } else if type.isEqual(to: "machine-learning-model") {
                kind = .model
            }
        }
        return kind
    }
}

/// Keys of what stands below components and dependencies by the thousand.
enum CycloneDXKeys {
    /// `ref`, `dependsOn`, `provides` of a dependency.
    static let dependency = JSONKeys(["ref", "dependsOn", "provides"])
    /// `alg`, `content` of a hash.
    static let hash = JSONKeys(["alg", "content"])
    /// `expression`, `license` of an entry of licences.
    static let licences = JSONKeys(["expression", "license"])
    /// `id`, `name` of a licence.
    static let licence = JSONKeys(["id", "name"])
    /// `name`, `value` of a property.
    static let property = JSONKeys(["name", "value"])
    /// `type`, `url` of an external reference.
    static let link = JSONKeys(["type", "url"])
    /// Types of external references that lead to the component itself, or to who speaks for it.
    static let leadingLinks = JSONKeys(["vcs", "website", "distribution", "source-distribution", "model-card"])
}
