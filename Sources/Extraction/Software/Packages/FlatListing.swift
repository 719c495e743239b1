internal import SupplyChain

/// What a list without edges says of its project: it needs everything on it, one way or another.
extension Extract {
    /// Relates the subject to every part that nothing leads to, assumed, each in the scope that `scopes` gives it.
    mutating func attachHeads(_ scopes: [RecordIndex: DependencyScope] = [:]) {
        let subject = subject()
        for record in LooseParts.heads(from: subject, in: self) {
            guard records[Int(record.index)].kind == .package else { continue }
            let place = records[Int(record.index)].place
            relate(subject, .dependsOn, to: record, at: place, scope: scopes[record] ?? .runtime, certainty: .assumed)
        }
    }
}
