internal import CatalogFacts
internal import CatalogSchema
internal import Propagation
internal import SupplyChain

/// A control on things made with listed technology, wherever they are made: the product prong and the reach prong together.
///
/// ## What it flags
/// Things of the rule's kinds that are said to be made with listed technology, or by a plant that is, and whose destination or parties the rule reaches.
/// ## Why it matters
/// There is no percentage: something without any controlled content can be caught.
/// ## Example
/// A chip from a foundry whose equipment is listed, for a party with footnote 1.
/// ## What to do
/// Get the producer's statement on technology and equipment; name the destination and every party.
/// ## Limits
/// Each prong is yes, assumed, unknown or no; one that is not resolved leaves the answer unknown, never no. Where neither prong is stated nothing points
/// here, and the rule does not speak. The explanation is a proof of two premises, not a path.
/// ## Sources
/// The instrument's own citation and sources; the place of each premise.
enum DirectProduct {
    /// The rule on this graph, with both prongs of each flag.
    static func rule(_ application: Application) -> (rule: FlagRule, proofs: [Int: PremiseProof]) {
        let listed = listedParties(application)
        var seeds: [FlagRule.Seed] = []
        var proofs: [Int: PremiseProof] = [:]
        for index in application.ground.nodes(of: application.instrument.seeds.kinds) {
            let product = product(application, index)
            guard product.certainty > .no else { continue }
            let reach = reach(application, index, listed)
            guard reach.certainty > .no, max(product.certainty, isWorldwide(application) ? .no : reach.certainty) >= .assumed else {
                continue
            }
            let proof = PremiseProof(node: index, premises: [product, reach])
            seeds.append(application.seed(index, proof.certainty, product.sources + reach.sources))
            proofs[index] = proof
        }
        return (application.flag(seeds: seeds, carriers: Set(application.instrument.carriers)), proofs)
    }

    private static func isWorldwide(_ application: Application) -> Bool { application.terms.reach.contains(.worldwide) }

    /// The best statement that it is a direct product: at itself, or at what it was made with or contains.
    private static func product(_ application: Application, _ node: Int) -> PremiseProof.Premise {
        let ground = application.ground
        var best = PremiseProof.Premise(subject: .product, detail: "", node: node, certainty: .unknown, sources: [])
        if ground.graph.nodes[node].lists[.trait]?.contains("no direct product") ?? false {
            best = PremiseProof.Premise(
                subject: .product, detail: "no direct product", node: node, certainty: .no, sources: ground.graph.nodes[node].sources)
        }
        var seen: Set<Int> = [node]
        var frontier = [(node: node, certainty: Certainty.known, sources: [SourceLocation]())]
        while let here = frontier.popLast() {
            for trait in application.terms.productTraits {
                let certainty = min(here.certainty, ground.certainty(ofTrait: trait, at: here.node))
                guard certainty >= .assumed, certainty > best.certainty else { continue }
                best = PremiseProof.Premise(
                    subject: .product, detail: trait, node: here.node, certainty: certainty,
                    sources: here.sources + ground.graph.nodes[here.node].sources)
            }
            for way in ground.relationships(from: here.node, [.builtWith, .manufacturedBy, .contains]) where seen.insert(way.to).inserted {
                frontier.append((way.to, min(here.certainty, way.details.certainty), here.sources + way.sources))
            }
        }
        return best
    }

    /// The best ground on which the rule reaches it; unknown where neither destination nor party is stated.
    private static func reach(_ application: Application, _ node: Int, _ listed: [ReachProng: [Int: ListMember]]) -> PremiseProof.Premise {
        var best = PremiseProof.Premise(subject: .reach, detail: "", node: node, certainty: .unknown, sources: [])
        func offer(_ detail: String, _ at: Int, _ certainty: Certainty, _ sources: [SourceLocation]) {
            guard certainty > best.certainty else { return }
            best = PremiseProof.Premise(subject: .reach, detail: detail, node: at, certainty: certainty, sources: sources)
        }
        let holders = holders(of: node, application)
        for prong in application.terms.reach {
            switch prong {
            case .worldwide: offer("worldwide", node, .known, [application.instrument.source])
            case .destination(let places):
                for holder in holders {
                    let markets = (application.graph.nodes[holder].lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }
                    if let market = markets.first(where: { places.contains($0) }) {
                        offer(market.text, holder, .known, application.graph.nodes[holder].sources)
                    }
                }
            case .party(let list, _):
                for holder in holders {
                    for hand in application.ground.hands(on: holder) {
                        guard let member = listed[prong]?[hand.to] else { continue }
                        offer(list, hand.to, min(hand.details.certainty, member.certainty), hand.sources + [member.source])
                    }
                }
            }
        }
        return best
    }

    /// The thing, and whatever contains it or runs on it: who has a hand on these is a party.
    private static func holders(of node: Int, _ application: Application) -> [Int] {
        var holders = [node]
        var seen: Set<Int> = [node]
        var next = 0
        let carriers = Carriers([.contains, .runsOn])
        while next < holders.count {
            application.ground.forEachUse(of: holders[next], along: carriers) { use in
                if seen.insert(use.by).inserted { holders.append(use.by) }
            }
            next += 1
        }
        return holders
    }

    private static func listedParties(_ application: Application) -> [ReachProng: [Int: ListMember]] {
        var parties: [ReachProng: [Int: ListMember]] = [:]
        for prong in application.terms.reach {
            guard case .party(let list, let footnote) = prong else { continue }
            for member in application.ground.catalog.members(ofList: list, asOf: application.ground.asOf)
            where footnote == nil || member.footnote == footnote {
                if let node = application.graph.index(of: member.organization) { parties[prong, default: [:]][node] = member }
            }
        }
        return parties
    }
}
