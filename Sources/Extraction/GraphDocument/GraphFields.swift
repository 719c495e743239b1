internal import Scanning
internal import SupplyChain

/// What a node of a graph document says, by key, in one pass over its members.
struct GraphNodeFields: ~Copyable, ~Escapable {
    /// The keys that are no attributes.
    enum Key: Int, CaseIterable {
        case id, kind, keys, jurisdictions, sources
    }

    /// Every key that is read.
    static let names = Set(all)
    private static let all = Key.allCases.map { "\($0)" } + AttributeKey.allCases.map(\.name)
    private static let keys = JSONKeys(all)
    private let fields: JSONFields

    @_lifetime(borrow value)
    init(_ value: borrowing JSONValue) { fields = JSONFields(of: value, Self.keys) }

    /// Whether `value`, of which it was made, says nothing else.
    func areAll(of value: borrowing JSONValue) -> Bool { fields.areAll(of: value) }

    subscript(key: Key) -> JSONValue? { fields.value(key.rawValue) }

    subscript(attribute: AttributeKey) -> JSONValue? { fields.value(Key.allCases.count + Int(attribute.rawValue)) }
}

/// What a relationship of a graph document says, by key, in one pass over its members.
struct GraphEdgeFields: ~Copyable, ~Escapable {
    /// The keys that are read.
    enum Key: Int, CaseIterable {
        case kind, from, to, scope, how, revocable, strength, certainty, share, sources
    }

    /// Every key that is read.
    static let names = Set(Key.allCases.map { "\($0)" })
    /// The kinds of relationships by their words.
    static let kinds = Dictionary(uniqueKeysWithValues: RelationshipKind.allCases.map { ($0.rawValue, $0) })
    private static let keys = JSONKeys(Key.allCases.map { "\($0)" })
    private let fields: JSONFields

    @_lifetime(borrow value)
    init(_ value: borrowing JSONValue) { fields = JSONFields(of: value, Self.keys) }

    /// Whether `value`, of which it was made, says nothing else.
    func areAll(of value: borrowing JSONValue) -> Bool { fields.areAll(of: value) }

    subscript(key: Key) -> JSONValue? { fields.value(key.rawValue) }

    /// Calls `body` with the bytes of the member, if that is a string that says something.
    func withText(_ key: Key, _ body: (Span<UInt8>) -> Void) { fields.withText(key.rawValue, body) }
}
