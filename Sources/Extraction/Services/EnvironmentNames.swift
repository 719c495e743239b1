internal import SupplyChain

/// What names of environment variables and addresses say about services; values are looked at for their host only, and never kept.
enum EnvironmentNames {
    /// A variable is set: whatever the Catalog knows it to configure is called by `subject`.
    static func note(
        _ name: String, value: String?, by subject: RecordIndex, at place: Place, strength: Strength, in extract: inout Extract
    ) {
        guard isName(name) else { return }
        if let value, value.contains("://"), HostName(ofURL: value) != nil {
            guard let service = extract.call(address: value, by: subject, at: place, strength: strength) else { return }
            extract.mention(service, as: .environmentVariable, name, at: place)
            return
        }
        let service = extract.add(.service, at: place, tentative: true)
        extract.mention(service, as: .environmentVariable, name, at: place)
        extract.relate(subject, .calls, to: service, at: place, strength: strength)
    }

    /// `[A-Za-z_][A-Za-z0-9_]*`, at most 128 bytes.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first), name.utf8.count <= 128 else { return false }
        return name.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95 }
    }
}
