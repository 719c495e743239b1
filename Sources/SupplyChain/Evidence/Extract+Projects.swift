internal import Scanning

// MARK: - Projects and their members

extension Extract {
    /// Which project a document speaks for (decision 035).
    public enum Standing: Sendable, Hashable {
        /// The project of its folder: the document makes the folder one.
        case folder
        /// The project around it, and no other: a file of data that an application reads.
        case withinProject
        /// The project around it, summed up with all its other sources.
        case useInProject
    }

    /// States that `record` can stand in for the others of which that is said.
    public mutating func markInterchangeable(_ record: RecordIndex) { interchangeable.insert(record) }

    /// States that code uses a module.
    public mutating func noteUse(ofModule module: String) { usedModules.append(intern(module)) }
}

extension Extract {
    /// States that the project of this document is the root of a workspace whose members lie in the folders that `pattern` matches.
    ///
    /// - Parameter pattern: A path below the folder of the document; `*` stands for one name, `**` for any number of names.
    public mutating func claimMembers(_ pattern: String, isExclusion: Bool = false, at place: Place) {
        members.append(Claim.Member(pattern: intern(pattern), isExclusion: isExclusion, place: place))
    }

    /// States what the project of this document is called by others of the same build.
    ///
    /// - Parameter name: The kind of package and the name, `cargo:serde`.
    public mutating func answer(_ record: RecordIndex, toSibling name: String, at place: Place) {
        siblings.append(Claim.Sibling(record: record, name: intern(name), answers: true, place: place))
    }

    /// States that `record` may be a project of the same build, called `name`: which one, the layout of the folders says (decision 026).
    public mutating func meet(_ record: RecordIndex, asSibling name: String, at place: Place) {
        siblings.append(Claim.Sibling(record: record, name: intern(name), answers: false, place: place))
    }

    /// Takes away what would say that the project needs itself, now that `records` are found to be the project.
    public mutating func dropNeedsOfItself(_ records: Set<RecordIndex>) {
        guard !records.isEmpty, let subject = subjectRecord else { return }
        let own = records.union([subject])
        relationships.removeAll { own.contains($0.from) && own.contains($0.to) }
    }

    /// Takes away the versions of `records`: projects whose own documents tell them.
    public mutating func dropVersions(of records: Set<RecordIndex>) {
        guard !records.isEmpty else { return }
        attributes.removeAll { $0.key == .version && records.contains($0.record) }
    }

    /// Takes away names by which others call a project that calls itself otherwise.
    public mutating func dropNames(where isOther: (RecordIndex, [UInt8]) -> Bool) {
        attributes.removeAll { $0.key == .name && isOther($0.record, Array(symbols.utf8(of: $0.value))) }
    }

    /// States the words in which `record` is asked for, or for which it was chosen: `name@^1.0.0`.
    public mutating func select(_ record: RecordIndex, by text: String) {
        selectors.append(Claim.Selector(record: record, text: intern(text)))
    }

    /// Takes back the relationships at `positions`, which another document of the project says better.
    public mutating func withdraw(_ positions: Set<Int>) {
        guard !positions.isEmpty else { return }
        relationships = relationships.indices.filter { !positions.contains($0) }.map { relationships[$0] }
    }

    /// Replaces the purls of `settled` records: what the document asked for without a version is what the lock of the project chose.
    ///
    /// Such a record speaks for the folder of the document from then on: the same bytes beside another lock ask for another version.
    ///
    /// - Complexity: O(identities).
    public mutating func settle(_ settled: [RecordIndex: (key: IdentityKey, value: String)]) {
        identities = identities.filter { claim in
            settled[claim.record] == nil || !(claim.key == .packageURL || (claim.key == .id && isPackage(claim.value)))
        }
        for record in settled.keys.sorted(by: { $0.index < $1.index }) {
            guard let chosen = settled[record] else { continue }
            identify(record, by: chosen.key, chosen.value, at: records[Int(record.index)].place)
            localRecords.insert(record)
        }
    }

    private func isPackage(_ value: Symbol) -> Bool { symbols.utf8(of: value).starts(with: "pkg:".utf8) }
}
