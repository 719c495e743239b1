public import SupplyChain

/// What a reader of the Catalog should look at although every entry is well formed.
public struct CatalogRemark: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What kind of remark.
    public enum Subject: String, Sendable, Hashable {
        /// Two entries say what cannot both be.
        case contradiction
        /// Looked at longer ago than the age that was given.
        case stale
        /// Stands in the place of another entry.
        case replacement
    }

    /// What kind.
    public let subject: Subject
    /// The file, relative to the Catalog.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What it is, in a few words.
    public let reason: CatalogReason

    /// `file:line: warning: reason`, as compilers say it.
    public var message: CatalogReason { reason.at(file, line, ("warning", "警告")) }

    /// The message in English.
    public var description: String { message.english }

    /// Orders by place.
    public static func < (left: CatalogRemark, right: CatalogRemark) -> Bool {
        (left.file, left.line, left.reason) < (right.file, right.line, right.reason)
    }
}

/// Contradictions between the entries of one Catalog, sorted.
///
/// Names that mean two things (a purl of two items, a host of two services, a variable or a gateway's provider name of two operators, an ecosystem of two
/// registries), an owner who is in the end owned by what it owns, minority holdings of more than half, a place on one list twice, rules that read a list which is
/// on nobody, and substitutes of an item by itself.
/// - Complexity: O(values).
public func contradictions(in records: [CatalogRecord]) -> [CatalogRemark] {
    var found: [CatalogRemark] = []
    func remark(_ record: CatalogRecord, _ english: String, _ chinese: String) {
        found.append(
            CatalogRemark(subject: .contradiction, file: record.file, line: record.line, reason: CatalogReason(english, chinese)))
    }
    for field in ["purls", "hosts", "hostDigests", "environment", "providers", "purlTypes"] {
        var first: [String: CatalogRecord] = [:]
        for record in records {
            for value in record.list(field) {
                guard let other = first.updateValue(record, forKey: value), other.id != record.id || other.kind != record.kind else {
                    continue
                }
                // One operator may sell the same name twice; two operators cannot both be meant.
                guard field == "purls" || field == "purlTypes" || other.text("operatedBy") != record.text("operatedBy") else { continue }
                // What is compiled in has no place; whoever can be mended has.
                let (here, there) = record.file.isEmpty ? (other, record) : (record, other)
                remark(
                    here, "`\(value)` in `\(field)` of `\(here.id)` is also `\(there.id)`",
                    "`\(here.id)` 的 `\(field)` 中的 `\(value)` 也指 `\(there.id)`")
            }
        }
    }
    let organizations = records.filter { $0.kind == .organizations }
    let parents = Dictionary(
        organizations.compactMap { record in record.text("parent").map { (record.id, $0) } }, uniquingKeysWith: { first, _ in first })
    for record in organizations {
        var seen: Set<String> = [record.id]
        var next = parents[record.id]
        while let owner = next, seen.insert(owner).inserted { next = parents[owner] }
        if next == record.id {
            remark(record, "`\(record.id)` owns itself by way of its parents", "`\(record.id)` 经由其母公司拥有自身")
        }
        if record.text("minority") == "true", let share = record.text("share").flatMap({ ExactShare($0) }), share.millionths > 500_000 {
            remark(record, "`\(record.id)` is held as a minority of \(share)", "`\(record.id)` 标为少数持股，份额却为 \(share)")
        }
        let places = Dictionary(grouping: record.list("lists").compactMap { ListMembership($0) }, by: \.list)
        for (list, stays) in places.sorted(by: { $0.key < $1.key }) where overlap(stays) {
            remark(record, "`\(record.id)` stands twice on `\(list)`", "`\(record.id)` 在 `\(list)` 上出现两次")
        }
    }
    let replaced = Dictionary(
        records.filter { $0.kind == .capabilities }.map { ($0.id, Set($0.list("replaces"))) }, uniquingKeysWith: { $0.union($1) })
    for record in records where record.kind == .substitutes {
        guard let item = record.text("item"), let group = record.text("capability") else { continue }
        if replaced[group]?.contains(item) ?? false {
            remark(record, "`\(item)` is to take its own place in `\(group)`", "`\(item)` 在 `\(group)` 中被列为自身的替代品")
        }
    }
    return found.sorted()
}

/// Whether two stays on one list share a day.
private func overlap(_ stays: [ListMembership]) -> Bool {
    stays.indices.contains { later in
        stays[..<later].contains { earlier in
            let begins = [earlier.since, stays[later].since].compactMap { $0 }.max()
            let ends = [earlier.until, stays[later].until].compactMap { $0 }.min()
            guard let begins, let ends else { return true }
            return begins < ends
        }
    }
}

/// Facts looked at before `limit`, sorted; a year or a month counts from its first day.
public func staleFacts(in records: [CatalogRecord], before limit: CalendarDate) -> [CatalogRemark] {
    records.compactMap { record in
        guard let text = record.text("asOf"), let day = CalendarDate(text), day < limit else { return nil }
        return CatalogRemark(
            subject: .stale, file: record.file, line: record.line,
            reason: CatalogReason(
                "`\(record.id)` was last looked at on \(text), before \(limit)", "`\(record.id)` 最近一次核对为 \(text)，早于 \(limit)"))
    }.sorted()
}

/// Entries that take the place of known ones of the same kind and id, sorted; an entry that says the same is none.
public func replacements(in records: [CatalogRecord], of known: [CatalogRecord]) -> [CatalogRemark] {
    var fields: [CatalogRecord.Kind: [String: [String: [String]]]] = [:]
    for record in known { fields[record.kind, default: [:]][record.id] = record.fields }
    return records.compactMap { record in
        guard let old = fields[record.kind]?[record.id], old != record.fields else { return nil }
        return CatalogRemark(
            subject: .replacement, file: record.file, line: record.line,
            reason: CatalogReason("`\(record.id)` takes the place of the built-in entry", "`\(record.id)` 取代内置条目"))
    }.sorted()
}
