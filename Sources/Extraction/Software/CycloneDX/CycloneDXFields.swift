internal import Scanning
internal import SupplyChain

/// What a component or a service says, by key.
struct CycloneDXFields {
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

    init(of value: JSONValue) { fields = JSONFields(of: value, Self.keys) }

    subscript(key: Key) -> JSONValue? { fields[key.rawValue] }

    /// The bytes of a member, if it is a string that says something.
    func text(_ key: Key) -> ArraySlice<UInt8>? { fields[key.rawValue]?.utf8.flatMap { $0.isEmpty ? nil : $0 } }

    /// What the thing is.
    var kind: NodeKind {
        guard let type = text(.type) else { return .package }
        // By length first: libraries and applications are nearly all there are.
        switch type.count {
        case 4: return type.elementsEqual("data".utf8) ? .dataset : .package
        case 6: return type.elementsEqual("device".utf8) ? .hardware : .package
        case 8: return type.elementsEqual("platform".utf8) ? .infrastructure : .package
        case 22: return type.elementsEqual("machine-learning-model".utf8) ? .model : .package
        default: return .package
        }
    }
}
