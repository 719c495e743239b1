public import CatalogFacts
internal import CatalogSchema
internal import SupplyChain

/// What changed in the Catalog's rules and lists between two days.
public struct CatalogDifferenceAnswer: JSONWritable, Sendable {
    private let difference: CatalogDifference

    /// The answer to a difference.
    public init(_ difference: CatalogDifference) { self.difference = difference }

    /// The document `chokepoint.catalog-diff/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "chokepoint.catalog-diff/1")
            json.member("from", difference.from.description)
            json.member("to", difference.to.description)
            json.changes(difference)
        }
    }

    /// Instruments with both statuses and the citation, then the parties by the day on which they were listed.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = say("from \(difference.from) to \(difference.to)", "自 \(difference.from) 至 \(difference.to)") + "\n"
        if difference.instruments.isEmpty && difference.listings.isEmpty && difference.delistings.isEmpty && difference.owners.isEmpty {
            return out + say("nothing changed", "无变化") + "\n"
        }
        var instruments = Table(indent: "  ")
        for change in difference.instruments {
            instruments.add(
                change.instrument.id, "\(phrases.word(for: change.before)) → \(phrases.word(for: change.after))",
                say(change.instrument.name.english, change.instrument.name.chinese), change.instrument.citation)
        }
        if !instruments.isEmpty { out += "\n" + say("instruments", "法律文书") + "\n" + instruments.text }
        var listings = Table(indent: "  ")
        for listing in difference.listings {
            listings.add(
                listing.member.since?.description ?? "", listing.list, listing.member.organization.text,
                phrases.word(for: listing.member.certainty))
        }
        if !listings.isEmpty { out += "\n" + say("listed", "新列名") + "\n" + listings.text }
        var delistings = Table(indent: "  ")
        for listing in difference.delistings {
            delistings.add(
                listing.member.until?.description ?? "", listing.list, listing.member.organization.text,
                phrases.word(for: listing.member.certainty))
        }
        if !delistings.isEmpty { out += "\n" + say("taken off a list", "移出清单") + "\n" + delistings.text }
        var owners = Table(indent: "  ")
        for change in difference.owners {
            let nobody = say("nobody stated", "未说明")
            owners.add(change.organization.text, "\(change.before?.text ?? nobody) → \(change.after?.text ?? nobody)")
        }
        if !owners.isEmpty { out += "\n" + say("owners", "所有者") + "\n" + owners.text }
        return out
    }
}

extension JSONWriter {
    /// Both parts of a difference as members of the current object.
    mutating func changes(_ difference: CatalogDifference) {
        array("instruments", difference.instruments) { json, change in
            json.object {
                $0.member("id", change.instrument.id)
                $0.member("before", change.before?.rawValue ?? "none")
                $0.member("after", change.after?.rawValue ?? "none")
                $0.member("citation", change.instrument.citation)
            }
        }
        listings("listed", difference.listings)
        listings("delisted", difference.delistings)
        array("owners", difference.owners) { json, change in
            json.object {
                $0.member("organization", change.organization.text)
                $0.member("before", change.before?.text)
                $0.member("after", change.after?.text)
            }
        }
    }

    private mutating func listings(_ name: String, _ listings: [CatalogDifference.Listing]) {
        array(name, listings) { json, listing in
            json.object {
                $0.member("list", listing.list)
                $0.member("organization", listing.member.organization.text)
                $0.member("since", listing.member.since?.description ?? "")
                $0.member("until", listing.member.until?.description)
                $0.member("certainty", listing.member.certainty.name)
                $0.key("source")
                $0.source(listing.member.source)
            }
        }
    }
}

extension Phrasebook {
    /// The word for what an instrument is on a day.
    func word(for status: StatusInterval.Status?) -> String {
        switch status {
        case .inForce: language("in force", "有效")
        case .suspended: language("suspended", "暂停")
        case .bill: language("a bill", "法案")
        case .lapsed: language("lapsed", "失效")
        case .contingent: language("contingent", "待核实")
        case .notEnforced: language("not enforced", "不予执行")
        case nil: language("not there", "不存在")
        }
    }
}
