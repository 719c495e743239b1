public import CatalogSchema
internal import SupplyChain

extension Catalog {
    /// One rule that speaks of something.
    public struct Match: Sendable, Hashable {
        /// How it was found: `supplier`, `item`, `namespace`, `code-host`, `registry`, `sdk`, `host`, `variable`, `provider`, `hardware`, `resource`, `module`,
        /// `model`, `hub`.
        public let rule: String
        /// What a namespace rule rests on: `scope`, `exact`, `prefix` and the like.
        public var basis: String? { record.text("basis") }
        /// The entry that speaks.
        public let record: CatalogRecord
        /// The organization that it leads to, and in which role.
        public let organizations: [(role: String, id: String)]

        /// Matches are the same when rule and entry are.
        public static func == (left: Match, right: Match) -> Bool { left.rule == right.rule && left.record == right.record }

        /// Feeds rule and entry to the hasher.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(rule)
            hasher.combine(record.id)
        }
    }

    /// Which rules speak of a purl, a host, a variable, a provider or a model name, strongest first.
    public func matches(_ text: String) -> [Match] {
        var found: [(String, CatalogRecord?)] = []
        if let purl = PackageURL(text) {
            found = [
                ("item", index.item(purl: purl.withoutVersion)), ("namespace", index.rule(of: purl)),
                ("code-host", CodeHost.owner(of: purl).flatMap { index.holder(ofCodeHost: $0) }),
            ]
            found += index.services(sdk: purl.withoutVersion).map { ("sdk", $0) } + [("registry", index.registry(type: purl.type))]
        } else {
            found = [("supplier", index.organization(supplier: text))]
            found += [("code-host", CodeHost.owner(in: text).flatMap { index.holder(ofCodeHost: $0) })]
            found += index.services(host: text).map { ("host", $0) } + index.services(variable: text).map { ("variable", $0) }
            found += index.services(provider: text).map { ("provider", $0) }
            found += index.resources(named: text).map { ("resource", $0.record) }
            found += [("hardware", index.hardware(model: text)), ("module", index.service(module: text))]
            found += [("model", index.model(named: text)), ("hub", index.hubRule(text))]
        }
        return found.compactMap { rule, record in
            record.map { Match(rule: rule, record: $0, organizations: Self.organizations(of: $0)) }
        }
    }

    private static func organizations(of record: CatalogRecord) -> [(role: String, id: String)] {
        guard record.kind != .organizations else { return [("holder", record.id)] }
        return ["owner", "operatedBy", "hostedBy", "maintainedBy", "publishedBy", "developedBy", "manufacturedBy", "licensedBy", "parent"]
            .compactMap { role in
                record.text(role).map { (role, $0) }
            }
    }
}
