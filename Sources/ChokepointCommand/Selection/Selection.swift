internal import Propagation
internal import Resilience
internal import SupplyChain

/// A graph with what is known of its nodes, as far as selectors ask.
struct Selection {
    let graph: SupplyGraph
    let exposure: Exposure
    let isEmptyAllowed: Bool
}
