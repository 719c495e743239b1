extension SupplyGraph {
    /// How sure the graph asserts it to be that governments have a hand on a node (semantics 10): the best of what is asserted for them, `no` where
    /// only others are asserted, else `unknown`.
    public func ownControl(of node: Int, for focus: Set<Jurisdiction>) -> Certainty {
        let assertions = nodes[node].jurisdictions
        if let own = assertions.filter({ focus.contains($0.jurisdiction) }).map(\.certainty).max() { return own }
        return assertions.contains { $0.certainty >= .assumed } ? .no : .unknown
    }
}
