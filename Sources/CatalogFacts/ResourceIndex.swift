internal import CatalogSchema

/// Clouds and accelerators by the names that deployments give them.
///
/// A name of the Catalog may end in `*`. Of a cloud the name may go on with a region: `hashicorp/aws/cn-north-1` is the cloud whose `regions` begin that region, else the one that
/// has no `regions`, since partitions of one cloud are operated by different companies.
struct ResourceIndex: Sendable {
    /// What a name means.
    struct Match: Sendable {
        /// The entry.
        let record: CatalogRecord
        /// The region of a cloud.
        let region: String?
    }

    private var exact: [[UInt8]: [CatalogRecord]] = [:]
    private var prefixes: [[UInt8]: [CatalogRecord]] = [:]
    private var lengths: [Int] = []

    /// Adds the `resources` of an entry.
    mutating func add(_ record: CatalogRecord) {
        for name in record.list("resources") {
            let key = Self.folded(name)
            guard key.last == UInt8(ascii: "*") else {
                exact[key, default: []].append(record)
                continue
            }
            prefixes[Array(key.dropLast()), default: []].append(record)
            if !lengths.contains(key.count - 1) { lengths = (lengths + [key.count - 1]).sorted(by: >) }
        }
    }

    /// What `name` means: the entry of that very name, else a cloud and its region, else the longest beginning.
    func matches(_ name: String) -> [Match] {
        let key = Self.folded(name)
        if let found = exact[key] { return found.filter { $0.list("regions").isEmpty }.map { Match(record: $0, region: nil) } }
        if let slash = name.lastIndex(of: "/"), let clouds = exact[Self.folded(String(name[..<slash]))] {
            let region = String(name[name.index(after: slash)...])
            let named = Self.folded(region)
            let own = clouds.filter { $0.list("regions").contains { named.starts(with: Self.folded($0)) } }
            return (own.isEmpty ? clouds.filter { $0.list("regions").isEmpty } : own).map { Match(record: $0, region: region) }
        }
        for length in lengths where length <= key.count {
            if let found = prefixes[Array(key[..<length])] { return found.map { Match(record: $0, region: nil) } }
        }
        return []
    }

    private static func folded(_ text: String) -> [UInt8] { text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 } }
}
