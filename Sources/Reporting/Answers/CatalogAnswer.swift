public import CatalogFacts
public import CatalogSchema
internal import SupplyChain

/// What the Catalog knows, in words and as JSON.
public struct CatalogAnswer: Sendable {
    private let catalog: Catalog

    /// Answers from a Catalog.
    public init(_ catalog: Catalog) { self.catalog = catalog }

    /// Every entry, or those of one kind, a line each.
    public func list(_ kind: CatalogRecord.Kind?) -> String {
        var table = Table()
        for record in catalog.records where kind == nil || record.kind == kind {
            table.add(
                record.kind.rawValue, record.id, record.text("name") ?? record.text("title") ?? record.text("owner") ?? "",
                record.text("confidence") ?? "")
        }
        return table.text
    }

    /// One entry whole, with its sources spelled out.
    public func show(_ record: CatalogRecord) -> String {
        var table = Table(indent: "  ")
        for (field, values) in record.fields.sorted(by: { $0.key < $1.key }) {
            for value in values {
                let title = field == "sources" ? catalog.record(.sources, value)?.text("title").map { ": \($0)" } ?? "" : ""
                table.add(field, value + title)
            }
        }
        return TerminalText("\(record.kind.rawValue)/\(record.id)").description + "\n" + table.text
    }

    /// Entries as JSON.
    public func json(_ records: [CatalogRecord]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "chokepoint.catalog/1")
            json.member("version", catalog.version)
            json.array("entries", records) { $0.entry($1) }
        }
        return json.text
    }

    /// Which rules speak of something and why, strongest first.
    ///
    /// A foundation, a community without a legal home, an account of one person and `unknown` are told apart.
    public func matches(_ text: String, in phrases: Phrasebook) -> String {
        let found = catalog.matches(text)
        guard !found.isEmpty else {
            return phrases.language("no rule speaks of it: unknown, which is not the same as nobody", "没有规则涉及：未知，不等于无人") + "\n"
        }
        return found.map { match in
            let who = match.organizations.map { role, id in "\(role) \(organization(id, phrases))" }.joined(separator: "; ")
            let basis = match.basis.map { " (\($0))" } ?? ""
            return TerminalText("\(match.rule)\(basis): \(match.record.kind.rawValue)/\(match.record.id) → \(who)").description + "\n"
                + "  \(TerminalText(phrases.reason(for: match)))\n"
                + "  [\(TerminalText(catalog.location(of: match.record).file))]\n"
        }.joined()
    }

    /// An organization with what it is and whose government it has.
    private func organization(_ id: String, _ phrases: Phrasebook) -> String {
        let say = phrases.language
        guard let record = catalog.record(.organizations, id) else {
            return id == "community" ? say("nobody in particular (a community)", "无特定主体（社区）") : id
        }
        let place =
            record.text("jurisdiction") ?? record.text("parent").flatMap { catalog.record(.organizations, $0)?.text("jurisdiction") }
            ?? say("place unknown", "所在地未知")
        let kind: String? =
            switch record.text("kind") {
            case "foundation": say("foundation", "基金会")
            case "research": say("research institute", "研究机构")
            case "community": say("community", "社区")
            case "person": say("one person's account", "个人账户")
            default: nil
            }
        return "\(record.text("name") ?? id) (\([place, kind].compactMap { $0 }.joined(separator: ", ")))"
    }

    /// The same as JSON.
    public func matchesJSON(_ text: String) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "chokepoint.catalog-match/1")
            json.member("query", text)
            json.array("matches", catalog.matches(text)) { json, match in
                json.object { json in
                    json.member("rule", match.rule)
                    json.member("basis", match.basis)
                    json.member("reason", Phrasebook(.english).reason(for: match))
                    json.key("entry")
                    json.entry(match.record)
                    json.array("organizations", match.organizations) { json, organization in
                        json.object {
                            $0.member("role", organization.role)
                            $0.member("id", "org:\(organization.id)")
                            $0.member("kind", kind(of: organization.id))
                        }
                    }
                }
            }
        }
        return json.text
    }
}

extension CatalogAnswer {
    /// What an organization is: `foundation`, `research`, `community`, `person`, or `company` where nothing else is stated.
    fileprivate func kind(of id: String) -> String? {
        guard let record = catalog.record(.organizations, id) else { return id == "community" ? "community" : nil }
        return record.text("kind") ?? "company"
    }
}

extension JSONWriter {
    fileprivate mutating func entry(_ record: CatalogRecord) {
        object { json in
            json.member("kind", record.kind.rawValue)
            json.member("id", record.id)
            for (field, values) in record.fields.sorted(by: { $0.key < $1.key }) { json.member(field, values) }
        }
    }
}
