public import Propagation
public import Resilience
internal import SupplyChain

/// What the views draw from: a graph with its exposure, seen from the side of one control.
///
/// Made once; every view of it shares the single points found here.
public struct Exposed: Sendable {
    /// The graph with flags and jurisdictions.
    public let exposure: Exposure
    /// The model of losses.
    public let model: LossModel
    /// Whose control is asked about, as written on the picture.
    public let focus: String
    /// The products asked about, by index.
    public let targets: [Int]
    /// The day, as written on the picture.
    public let asOf: String
    /// What is assumed.
    public let assumptions: [String]
    /// A few digits by which the graph can be told from another, as written on the picture.
    public let digest: String
    /// How many shapes a view may draw.
    public var budget = 60
    /// The nodes, by index, that are drawn by themselves wherever they occur.
    public var expanded: Set<Int> = []

    let parts: ExposedParts
    let hands: Hands
    /// What the products need, found once for all views.
    let slice: Slice

    /// What is drawn.
    ///
    /// - Complexity: one sweep over the graph for each 64 parts under the control.
    public init(
        exposure: Exposure, model: LossModel, focus: String, targets: [Int], asOf: String, assumptions: [String], digest: String = ""
    ) {
        self.exposure = exposure
        self.model = model
        self.focus = focus
        self.targets = targets
        self.asOf = asOf
        self.assumptions = assumptions
        self.digest = digest
        slice = Slice(model, targets: targets)
        parts = ExposedParts(exposure, model, targets: targets, slice)
        hands = Hands(exposure.graph)
    }

    var graph: SupplyGraph { exposure.graph }

    /// Whose ground a node stands on, for counting.
    func side(of node: Int) -> WritableKeyPath<Diagram.Share, Int> {
        switch exposure.control(of: node) {
        case .known, .assumed: \.focus
        case .no: \.other
        case .unknown: exposure.controlByOthers(of: node) >= .assumed ? \.other : \.unknown
        }
    }

    /// How many of some nodes stand on whose ground.
    func share(of nodes: some Sequence<Int>) -> Diagram.Share {
        var share = Diagram.Share()
        for node in nodes { share[keyPath: side(of: node)] += 1 }
        return share
    }
}

/// Who has a hand on what, by the relationships of control and ownership.
struct Hands: Sendable {
    /// The relationships of control of each node, by index.
    let control: [Int: [Int]]
    /// The relationships by which each organization is owned or controlled, by index.
    let ownership: [Int: [Int]]

    init(_ graph: SupplyGraph) {
        var control: [Int: [Int]] = [:]
        var ownership: [Int: [Int]] = [:]
        for (index, edge) in graph.relationships.enumerated() where edge.details.strength != .mentioned && edge.details.certainty > .no {
            if edge.kind.belongs(to: .control) { control[edge.from, default: []].append(index) }
            if edge.kind.belongs(to: .ownership) { ownership[edge.from, default: []].append(index) }
        }
        self.control = control
        self.ownership = ownership
    }
}

extension Diagram.Shape {
    /// The shape of a kind.
    init(_ kind: NodeKind) {
        switch kind {
        case .product: self = .product
        case .capability: self = .capability
        case .package: self = .package
        case .model: self = .model
        case .dataset: self = .dataset
        case .service: self = .service
        case .infrastructure: self = .infrastructure
        case .registry: self = .registry
        case .hardware: self = .hardware
        case .organization: self = .vendor
        case .unknown: self = .unknown
        }
    }
}

extension Diagram.State {
    /// The state of a simulation.
    init(_ state: SupplyState) {
        switch state {
        case .unaffected: self = .unaffected
        case .frozen: self = .frozen
        case .degraded: self = .degraded
        case .down: self = .down
        }
    }
}

extension SupplyGraph.Node {
    /// The name with the version where that is short.
    var pictureTitle: PictureText {
        let version = attributes[.version].map { $0.utf8.count <= 14 ? " " + $0 : "" } ?? ""
        return PictureText(pictureName + (kind == .package ? version : ""))
    }

    /// The name, or the end of the id where that is all there is; a model's without its publisher, who stands beside it.
    var pictureName: String {
        guard name.isBytewiseEqual(to: id.text) else {
            let tail = kind == .model ? name.split(separator: "/").last : nil
            return tail.map(String.init) ?? name
        }
        let tail = id.text.split(separator: "/").last ?? Substring(id.text)
        return String(tail.split(separator: ":", maxSplits: 1).last ?? tail)
    }
}
