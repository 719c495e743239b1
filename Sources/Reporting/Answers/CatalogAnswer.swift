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
    public func matches(_ text: String, in phrases: Phrasebook) -> String {
        let found = catalog.matches(text)
        guard !found.isEmpty else { return phrases.language("no rule speaks of it: unknown", "没有规则涉及：未知") + "\n" }
        return found.map { match in
            let who = match.organizations.map { role, id in
                let name = catalog.record(.organizations, id)?.text("name") ?? id
                let code = catalog.record(.organizations, id)?.text("jurisdiction").map { " (\($0))" } ?? ""
                return "\(role) \(name)\(code)"
            }.joined(separator: "; ")
            return TerminalText("\(match.rule): \(match.record.kind.rawValue)/\(match.record.id) → \(who)").description + "\n"
                + "  [\(TerminalText(catalog.location(of: match.record).file))]\n"
        }.joined()
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
                    json.key("entry")
                    json.entry(match.record)
                    json.array("organizations", match.organizations) { json, organization in
                        json.object {
                            $0.member("role", organization.role)
                            $0.member("id", "org:\(organization.id)")
                        }
                    }
                }
            }
        }
        return json.text
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
