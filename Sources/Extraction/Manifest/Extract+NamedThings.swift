public import SupplyChain

extension NodeKind {
    /// The kind that the prefix of an id tells, such as `service` of `service:openai-api`, or `nil` where it tells none.
    init?(prefixOf id: String) {
        guard let colon = id.firstIndex(of: ":"), id.index(after: colon) < id.endIndex else { return nil }
        let prefix = id[..<colon]
        self.init(rawValue: prefix == "org" ? "organization" : String(prefix))
    }
}

extension Extract {
    /// The record of a thing that somebody called by its id.
    mutating func addNamed(_ id: String, _ kind: NodeKind, at place: Place) -> RecordIndex {
        let record = add(kind, at: place)
        identify(record, by: .id, id, at: place)
        if kind == .model || kind == .dataset, let name = id.split(separator: ":", maxSplits: 1).last {
            mention(record, as: .hubModel, String(name), at: place)
        }
        return record
    }

    /// Evidence of the things that an analyst named on the command line or in a scenario, so that the Catalog can say what it knows of them.
    ///
    /// `nil` where a text is no id: neither a purl nor `kind:name`.
    public init?(naming ids: [String], reader: String) {
        self.init(file: reader, digest: "", reader: reader, rank: .analyst)
        for id in ids {
            if id.hasPrefix("pkg:") {
                guard let purl = PackageURL(id) else { return nil }
                _ = addNamed(purl.canonical, .package, at: .whole)
            } else {
                guard let kind = NodeKind(prefixOf: id) else { return nil }
                _ = addNamed(id, kind, at: .whole)
            }
        }
    }
}
