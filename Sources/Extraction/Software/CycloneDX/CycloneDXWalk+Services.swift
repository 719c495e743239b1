internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// Services at any depth, without recursion.
    ///
    /// - Parameter scope: In what scope they are needed, where the list they stand in says so.
    mutating func services(_ list: JSONValue?, at place: Place, scope: DependencyScope?) {
        var waiting: [(JSONValue?, Place, RecordIndex?)] = [(list, place, nil)]
        while let (list, place, parent) = waiting.popLast() {
            for (index, service) in extract.elements(of: list, field: "services", at: place).enumerated() {
                let at = self.place(of: service, under: place, index)
                let fields = CycloneDXFields(of: service)
                guard let name = fields.text(.name) ?? fields.text(.bomRef) else {
                    extract.diagnose(.missingIdentity(name: "service"), at: at)
                    continue
                }
                let record = extract.add(.service, at: at)
                if let scope { scopes[record] = scope }
                describe(record, fields, at: at)
                if fields.text(.name) == nil { extract.set(.name, of: record, toUTF8: name, at: at) }
                endpoints(fields.value(.endpoints), of: record, at: at)
                if let parent { extract.relate(parent, .contains, to: record, at: at) }
                if let children = fields.value(.services) { waiting.append((children, self.place(under: at, key: keys.services), record)) }
            }
        }
    }

    /// The hosts that answer, each once; where data flow besides is not said in a way that names anybody.
    private mutating func endpoints(_ list: JSONValue?, of record: RecordIndex, at place: Place) {
        var known: Set<HostName> = []
        for endpoint in list?.elements ?? .none {
            if let url = endpoint.string, let host = HostName(ofURL: url), host.isPublic, known.insert(host).inserted {
                extract.mention(record, as: .hostname, host.text, at: place)
            }
        }
    }
}
