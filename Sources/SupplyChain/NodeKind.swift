/// What a node is.
public enum NodeKind: String, Sendable, Hashable, CaseIterable {
    /// What the user ships.
    case product
    /// A function of a product; cannot itself be removed, and is how any-of is written by name.
    case capability
    /// Software that is installed or linked.
    case package
    /// Weights, or a model reached by its name.
    case model
    /// Data that something was trained on or reads.
    case dataset
    /// Something called over a network.
    case service
    /// A cloud, a region, a host.
    case infrastructure
    /// Where packages, models or data are fetched from.
    case registry
    /// A machine or a chip.
    case hardware
    /// A company, foundation, community or person that controls something.
    case organization
    /// Something referred to and not described.
    case unknown
}
