/// What each kind of entry may and must say.
enum CatalogShape {
    /// What a value must be.
    enum Domain {
        case text
        case code
        case date
        case flag
        case confidence
        case share
        case source
        case organization
        case owner
        case purl
        case words([String])
        case membership
        case interval
        case destinations
        case licence
        case capability
        case thing
        case prong
        case digest
    }

    /// One field.
    struct Field {
        let name: String
        let domain: Domain
        var isList = false
        var isRequired = false
    }

    /// The fields of `kind`, provenance included.
    static func fields(of kind: CatalogRecord.Kind) -> [Field] {
        let named = [
            Field(name: "name", domain: .text, isRequired: true), Field(name: "nameZh", domain: .text), Field(name: "note", domain: .text),
        ]
        let provenance = [
            Field(name: "sources", domain: .source, isList: true, isRequired: true), Field(name: "asOf", domain: .date, isRequired: true),
            Field(name: "confidence", domain: .confidence, isRequired: true),
        ]
        let traits = Field(name: "traits", domain: .text, isList: true)
        switch kind {
        case .sources: return [Field(name: "title", domain: .text, isRequired: true), Field(name: "date", domain: .text)]
        case .licences:
            return named + provenance + [
                Field(name: "steward", domain: .organization),
                Field(name: "permission", domain: .words(["open", "restricted", "proprietary"]), isRequired: true),
                Field(name: "terms", domain: .text, isRequired: true), Field(name: "excludedPlaces", domain: .code, isList: true),
                Field(name: "territory", domain: .text), Field(name: "acceptableUse", domain: .text), Field(name: "userCap", domain: .text),
                Field(name: "commercial", domain: .words(["free", "conditional", "barred"])),
            ]
        case .capabilities:
            return named + provenance + [Field(name: "replaces", domain: .thing, isList: true)]
        case .substitutes:
            return provenance + [
                Field(name: "capability", domain: .capability, isRequired: true), Field(name: "item", domain: .thing),
                Field(name: "name", domain: .text), Field(name: "note", domain: .text),
                Field(
                    name: "grade",
                    domain: .words(["drop-in", "drop-in-with-config", "protocol-compatible", "port", "retrain", "rebuild"]),
                    isRequired: true),
                Field(name: "effort", domain: .words(["S", "M", "L", "XL"]), isRequired: true),
                Field(name: "jurisdiction", domain: .code), Field(name: "residual", domain: .text),
            ]
        case .scenarios:
            return named + provenance + [
                Field(name: "remove", domain: .text, isList: true), Field(name: "effect", domain: .words(["gone", "cutoff", "impaired"])),
                Field(name: "replace", domain: .text, isList: true), Field(name: "add", domain: .text, isList: true),
                Field(name: "assume", domain: .text, isList: true),
            ]
        case .blocs: return named + provenance + [Field(name: "members", domain: .code, isList: true, isRequired: true)]
        case .namespaces:
            return provenance + [
                Field(name: "owner", domain: .owner, isRequired: true),
                Field(
                    name: "basis", domain: .words(["scope", "exact", "hforg", "prefix", "groupid", "path", "vanity", "reserved"]),
                    isRequired: true),
            ]
        case .organizations:
            return named + provenance + [
                Field(name: "jurisdiction", domain: .code), Field(name: "incorporated", domain: .text),
                Field(name: "parent", domain: .organization), Field(name: "parentSince", domain: .date),
                Field(name: "parentUntil", domain: .date),
                Field(name: "share", domain: .share), Field(name: "minority", domain: .flag),
                Field(name: "lists", domain: .membership, isList: true),
                Field(name: "kind", domain: .words(["foundation", "research", "community", "person"])),
                Field(name: "suppliers", domain: .text, isList: true), Field(name: "codeHosts", domain: .text, isList: true),
            ]
        case .items:
            return named + provenance + control + [
                Field(name: "kind", domain: .words(["package", "model", "dataset"]), isRequired: true),
                Field(name: "purls", domain: .purl, isList: true),
                Field(name: "modelPrefixes", domain: .text, isList: true), Field(name: "hubs", domain: .text, isList: true),
                Field(name: "licences", domain: .text, isList: true), traits,
            ]
        case .services:
            return named + provenance + control + [
                Field(name: "hosts", domain: .text, isList: true), Field(name: "environment", domain: .text, isList: true),
                Field(name: "providers", domain: .text, isList: true), Field(name: "sdks", domain: .purl, isList: true),
                Field(name: "modules", domain: .text, isList: true), traits,
            ]
        case .registries:
            return named + provenance + control + [
                Field(name: "purlTypes", domain: .text, isList: true), Field(name: "hosts", domain: .text, isList: true),
                Field(name: "hostDigests", domain: .digest, isList: true), Field(name: "mirrors", domain: .text, isList: true), traits,
            ]
        case .infrastructure, .hardware:
            let models = kind == .hardware ? [Field(name: "models", domain: .text, isList: true)] : []
            return named + provenance + control + models + [
                Field(name: "hosts", domain: .text, isList: true), Field(name: "resources", domain: .text, isList: true),
                Field(name: "regions", domain: .text, isList: true), traits,
            ]
        case .instruments:
            return named + provenance + [
                Field(name: "issuer", domain: .code, isRequired: true), Field(name: "authority", domain: .text, isRequired: true),
                Field(name: "citation", domain: .text, isRequired: true),
                Field(name: "effect", domain: .words(["prohibition", "licence", "duty", "notice"]), isRequired: true),
                Field(name: "status", domain: .interval, isList: true, isRequired: true),
                Field(name: "history", domain: .text, isList: true),
                Field(name: "mechanism", domain: .words(InstrumentShape.mechanisms), isRequired: true),
                Field(name: "summary", domain: .text, isRequired: true), Field(name: "summaryZh", domain: .text, isRequired: true),
                Field(name: "premises", domain: .text, isList: true, isRequired: true),
                Field(name: "premisesZh", domain: .text, isList: true, isRequired: true),
                Field(name: "decidedBy", domain: .words(PremiseKind.allCases.map(\.rawValue)), isList: true),
                Field(name: "destinations", domain: .code, isList: true), Field(name: "destinationsInPart", domain: .code, isList: true),
                Field(name: "departures", domain: .code, isList: true),
            ] + InstrumentShape.parameters
        }
    }

    private static let control =
        [
            "operatedBy", "hostedBy", "maintainedBy", "publishedBy", "developedBy", "manufacturedBy", "licensedBy",
        ].map { Field(name: $0, domain: .organization) } + [Field(name: "revocable", domain: .flag)]

    /// The words for how well a fact was checked.
    static let confidences = ["verified", "partial", "general", "unverified"]
}
