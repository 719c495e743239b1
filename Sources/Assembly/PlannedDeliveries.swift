internal import Scanning
internal import SupplyChain

/// Brings deliveries from the records of their documents to the nodes of the graph.
enum PlannedDeliveries {
    /// Every delivery that is stated, and one for every market of a product that no delivery of it goes to: what is on a market is delivered there somehow.
    ///
    /// - Parameter nodes: The node of each record of the pool.
    static func stated(in sources: [RecordPool.Source], nodes: [Int], graph: SupplyGraph) -> [PlannedDelivery] {
        var found: Set<PlannedDelivery> = []
        for source in sources {
            for claim in source.extract.deliveries {
                if let delivery = delivery(claim, source, nodes) { found.insert(delivery) }
            }
        }
        for (index, node) in graph.nodes.enumerated() where node.kind == .product {
            let reached = Set(found.filter { $0.product == index }.map(\.destination))
            let markets = (node.lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }
            for market in Set(markets).subtracting(reached) {
                let place = node.sources.first { $0.reader == "manifest" } ?? node.sources.first
                found.insert(
                    PlannedDelivery(
                        id: "\(node.id.text.split(separator: ":").last ?? "product")-\(market.text)", product: index, things: [index],
                        destination: market, source: place ?? SourceLocation(file: "", place: "", reader: "manifest")))
            }
        }
        return found.sorted {
            $0.source == $1.source ? ($0.id, $0.destination.text) < ($1.id, $1.destination.text) : $0.source < $1.source
        }
    }

    private static func delivery(_ claim: Claim.Delivery, _ source: RecordPool.Source, _ nodes: [Int]) -> PlannedDelivery? {
        func node(_ record: RecordIndex) -> Int? {
            let node = nodes[source.numbers[Int(record.index)]]
            return node < 0 ? nil : node
        }
        let product = claim.product.flatMap(node)
        let things = claim.things.isEmpty ? product.map { [$0] } ?? [] : claim.things.compactMap(node)
        guard !things.isEmpty else { return nil }
        let symbols = source.extract.symbols
        return PlannedDelivery(
            id: symbols[claim.id], product: product, things: Set(things).sorted(), destination: claim.destination,
            departure: claim.departure, form: claim.form, endUsers: Set(claim.endUsers.compactMap(node)).sorted(),
            statements: claim.statements.map { statement in
                PlannedDelivery.Statement(
                    instrument: symbols[statement.instrument], number: statement.number, isMet: statement.isMet,
                    ground: symbols[statement.ground], source: source.location(of: statement.place))
            }, source: source.location(of: claim.place))
    }
}
