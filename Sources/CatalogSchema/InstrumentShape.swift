internal import SupplyChain

/// Which parameters an instrument's mechanism takes, and which it cannot do without.
enum InstrumentShape {
    /// What one mechanism asks of its YAML: every group of `needs` by at least one of its fields.
    struct Mechanism {
        let needs: [[String]]
        let takes: [String]
    }

    /// Fields that keep a control away from what is exempt, for any mechanism that follows an item.
    private static let exemption = ["guardName", "guardTraits", "guardDenials", "guardKinds"]

    static let table: [String: Mechanism] = [
        "follows-the-item": Mechanism(
            needs: [["seedTraits", "seedKinds", "seedItems"]], takes: ["seedDeveloperIn", "seedCertainty", "carriedBy"] + exemption),
        "list-membership": Mechanism(needs: [["list"], ["direction"]], takes: ["listedOn", "carriedBy", "hands"]),
        "ownership": Mechanism(
            needs: [["list", "seats"], ["basis"], ["direction"]],
            takes: ["threshold", "comparison", "stopIn", "includesBeginnings", "carriedBy", "hands"]),
        "value-share": Mechanism(
            needs: [["thresholds"], ["comparison"], ["scopeTraits"], ["carriedBy"]], takes: ["seedDeveloperIn", "seedKinds"]),
        "direct-product": Mechanism(needs: [["seedKinds"], ["productTraits"], ["reach"]], takes: ["carriedBy"]),
        "service-region": Mechanism(
            needs: [["operators"], ["excludedPlaces", "supportedPlaces"]], takes: ["threshold", "comparison", "list", "carriedBy"]),
        "data-follows-control": Mechanism(needs: [["seats"]], takes: ["carriedBy"]),
        "territorial-licence": Mechanism(needs: [["seedLicences"], ["excludedPlaces"]], takes: ["carriedBy"]),
        "market-duty": Mechanism(needs: [["places"], ["seedKinds", "operators"]], takes: ["seedOutside", "carriedBy"]),
        "recorded": Mechanism(needs: [["note"]], takes: []),
    ]

    static let mechanisms = table.keys.sorted()

    static let parameters: [CatalogShape.Field] = [
        .init(name: "seedTraits", domain: .text, isList: true),
        .init(name: "seedKinds", domain: .words(NodeKind.allCases.map(\.rawValue)), isList: true),
        .init(name: "seedItems", domain: .text, isList: true), .init(name: "seedDeveloperIn", domain: .code, isList: true),
        .init(name: "seedCertainty", domain: .words(["known", "assumed", "unknown"])),
        .init(name: "seedLicences", domain: .licence, isList: true),
        .init(name: "carriedBy", domain: .words(RelationshipKind.allCases.map(\.rawValue)), isList: true),
        .init(name: "hands", domain: .words(RelationshipKind.allCases.filter { $0.belongs(to: .control) }.map(\.rawValue)), isList: true),
        .init(name: "guardName", domain: .text), .init(name: "guardTraits", domain: .text, isList: true),
        .init(name: "guardDenials", domain: .text, isList: true),
        .init(name: "guardKinds", domain: .words(NodeKind.allCases.map(\.rawValue)), isList: true),
        .init(name: "list", domain: .text, isList: true), .init(name: "listedOn", domain: .date),
        .init(name: "direction", domain: .words(["supply-to", "supply-from", "both"])),
        .init(name: "seats", domain: .code, isList: true), .init(name: "basis", domain: .words(["shares", "control", "none"])),
        .init(name: "threshold", domain: .share), .init(name: "comparison", domain: .words(["at-least", "more-than"])),
        .init(name: "stopIn", domain: .code, isList: true), .init(name: "includesBeginnings", domain: .flag),
        .init(name: "thresholds", domain: .destinations, isList: true), .init(name: "scopeTraits", domain: .text, isList: true),
        .init(name: "productTraits", domain: .text, isList: true), .init(name: "reach", domain: .prong, isList: true),
        .init(name: "operators", domain: .organization, isList: true), .init(name: "excludedPlaces", domain: .code, isList: true),
        .init(name: "supportedPlaces", domain: .code, isList: true), .init(name: "places", domain: .code, isList: true),
        .init(name: "seedOutside", domain: .code, isList: true),
    ]

    /// What is wrong with an instrument's parameters as a whole.
    static func contradictions(_ id: String, _ fields: [String: [String]]) -> [CatalogReason] {
        guard let name = fields["mechanism"]?.first, let mechanism = table[name] else { return [] }
        var found = mechanism.needs.filter { group in group.allSatisfy { fields[$0]?.isEmpty ?? true } }.map {
            CatalogReason(
                "`\(id)` has no `\($0.joined(separator: "` or `"))`, which \(name) needs",
                "`\(id)` 缺少 \(name) 所需的 `\($0.joined(separator: "` 或 `"))`")
        }
        let known = Set(mechanism.needs.joined()).union(mechanism.takes)
        for field in parameters.map(\.name) where fields[field] != nil && !known.contains(field) {
            found.append(
                CatalogReason("`\(id)` states `\(field)`, which \(name) does not read", "`\(id)` 写有 `\(field)`，而 \(name) 不读取该字段"))
        }
        if fields["basis"] == ["shares"], fields["threshold"] == nil || fields["comparison"] == nil {
            found.append(
                CatalogReason(
                    "`\(id)` counts shares against no `threshold` and `comparison`", "`\(id)` 按份额计算，却没有 `threshold` 和 `comparison`"))
        }
        if fields["premises"]?.count != fields["premisesZh"]?.count {
            found.append(CatalogReason("`\(id)` has premises in one language only", "`\(id)` 的前提只有一种语言"))
        }
        if let kinds = fields["decidedBy"], kinds.count != fields["premises"]?.count {
            let count = fields["premises"]?.count ?? 0
            found.append(
                CatalogReason(
                    "`\(id)` says of \(kinds.count) premises what decides them and has \(count)",
                    "`\(id)` 为 \(kinds.count) 项前提说明判定依据，而前提共有 \(count) 项"))
        }
        return found + overlaps(id, fields["status"] ?? [])
    }

    /// Two statuses on the same day.
    private static func overlaps(_ id: String, _ texts: [String]) -> [CatalogReason] {
        let intervals = texts.compactMap { StatusInterval($0) }
        return intervals.indices.dropFirst().filter { index in
            guard let end = intervals[index - 1].to, let start = intervals[index].from else { return true }
            return start < end
        }.map {
            CatalogReason(
                "`\(id)` has two statuses on one day, or out of order: `\(texts[$0 - 1])` and `\(texts[$0])`",
                "`\(id)` 在同一天有两种状态或次序颠倒：`\(texts[$0 - 1])` 与 `\(texts[$0])`")
        }
    }
}
