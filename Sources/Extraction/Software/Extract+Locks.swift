internal import SupplyChain

// What lock files leave open.
extension Extract {
    /// Lets the subject need whatever nothing leads to: what a document lists, its project uses, though the document does not say how.
    ///
    /// - Parameter scope: What is known of how a record is used.
    mutating func attachLooseParts(scope: (RecordIndex) -> DependencyScope = { _ in .runtime }) {
        let subject = subject()
        for record in LooseParts.heads(from: subject, in: self) {
            relate(subject, .dependsOn, to: record, at: records[Int(record.index)].place, scope: scope(record), certainty: .assumed)
        }
    }

    /// A need that leads nowhere: `unknown` stands for what is needed.
    mutating func dangle(_ record: RecordIndex, _ name: String, scope: DependencyScope, at place: Place) {
        diagnose(.danglingReference(clean(name)), at: place)
        let unknown = add(.unknown, at: place)
        set(.name, of: unknown, to: name, at: place)
        relate(record, .dependsOn, to: unknown, at: place, scope: scope)
    }
}
