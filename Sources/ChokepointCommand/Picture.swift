internal import Diagrams
internal import Propagation
internal import Reporting
internal import Resilience
internal import Scanning
internal import SupplyChain

/// A picture of an analysis: a diagram, and the same with more folded for when a layout does not hold.
struct Picture {
    /// The views there are.
    enum View: String, CaseIterable {
        case summary, map, border, lineage, vendors, simulation, explanation, matrix, tree, legend

        /// Whether the view shows a scenario and cannot do without one.
        var needsRemoval: Bool { self == .simulation }

        /// What it is called in a list of views.
        var title: (english: String, chinese: String) {
            switch self {
            case .summary: ("Summary", "概览")
            case .map: ("Map", "全图")
            case .border: ("Border", "边界")
            case .lineage: ("Lineage", "谱系")
            case .vendors: ("Vendors", "供应方")
            case .simulation: ("Simulation", "模拟")
            case .explanation: ("Explanation", "解释")
            case .matrix: ("Matrix", "矩阵")
            case .tree: ("Tree", "支配树")
            case .legend: ("Legend", "图例")
            }
        }
    }

    /// What a view asks beside the analysis.
    struct Request {
        var view = View.summary
        /// How many shapes may be drawn.
        var shapes = 60
        /// The nodes drawn by themselves wherever they occur, by index.
        var expanded: Set<Int> = []
        /// What is taken away.
        var outage: Outage?
        /// The same in the words of whoever asked.
        var scenario: [String] = []
        /// The flag explained.
        var flag: FlagID?
        /// The node explained, where one was named.
        var subject: Int?
        /// What is appended to the view's name in ids, so that several pictures can stand in one page.
        var suffix = ""
    }

    let diagram: Diagram
    private let smaller: @Sendable () -> Diagram

    init(_ exposed: Exposed, _ request: Request, language: Language) {
        let spoken: DiagramPhrases.Language = language == .chinese ? .chinese : .english
        var full = exposed
        full.budget = request.shapes
        full.expanded = request.expanded
        var reduced = exposed
        reduced.budget = max(8, request.shapes / 3)
        let (large, small) = (full, reduced)
        diagram = Self.diagram(large, request, spoken)
        smaller = { Self.diagram(small, request, spoken) }
    }

    private static func diagram(_ exposed: Exposed, _ request: Request, _ language: DiagramPhrases.Language) -> Diagram {
        var diagram = plain(exposed, request, language)
        diagram.view += request.suffix
        return diagram
    }

    private static func plain(_ exposed: Exposed, _ request: Request, _ language: DiagramPhrases.Language) -> Diagram {
        switch request.view {
        case .summary: .summary(of: exposed, in: language)
        case .map: .map(of: exposed, in: language)
        case .border: .border(of: exposed, in: language)
        case .lineage: .lineage(of: exposed, in: language)
        case .vendors: .vendors(of: exposed, in: language)
        case .matrix: .matrix(of: exposed, in: language)
        case .tree: .tree(of: exposed, in: language)
        case .legend: .legend(focus: exposed.focus, in: language)
        case .simulation:
            .simulation(
                of: exposed, request.outage ?? exposed.model.outage(removing: [], horizon: .immediate), scenario: request.scenario,
                in: language)
        case .explanation: .explanation(of: exposed, explained(request, exposed), in: language)
        }
    }

    private static func explained(_ request: Request, _ exposed: Exposed) -> Diagram.Explained {
        let node = request.subject ?? exposed.targets.first
        if let flag = request.flag, let node { return .flag(flag, node) }
        if let outage = request.outage, let node { return .state(outage, node) }
        return .singlePoint(of: request.subject)
    }

    /// The picture as the text of an SVG.
    func svg() throws(CommandError) -> String { String(decoding: try drawn(as: "svg").bytes, as: UTF8.self) }

    /// The bytes of a format.
    func drawn(as format: String) throws(CommandError) -> GraphvizRenderer.Drawing {
        guard let format = GraphvizRenderer.Format(rawValue: format) else {
            throw .usage(option: "--format", value: format, expected: "svg pdf png dot json")
        }
        do throws(GraphvizRenderer.Failure) {
            return try GraphvizRenderer(executable: Executable.path).draw(diagram, as: format, smaller: smaller)
        } catch {
            switch error {
            case .noGraphviz: throw .undrawable(reason: "Graphviz")
            case .layout(let code): throw .undrawable(reason: "layout \(code)")
            case .notStarted: throw .undrawable(reason: "layout process")
            }
        }
    }
}

extension Exposed {
    /// What pictures of an analysis are drawn from; a scenario may have a model of its own.
    init(_ analysis: Analysis, targets: [Int], model: LossModel? = nil) {
        self.init(
            exposure: analysis.exposure, model: model ?? analysis.model, focus: analysis.of.text, targets: targets,
            asOf: analysis.asOf.description,
            assumptions: analysis.assumptions, digest: analysis.graph.digest)
    }
}

extension SupplyGraph {
    /// A few digits of a digest over ids and relationships: the same for the same graph, so that two pictures can be told to show one.
    fileprivate var digest: String {
        var bytes: [UInt8] = []
        for node in nodes { bytes += Array(node.id.text.utf8) + [0] }
        for edge in relationships { bytes += Array("\(edge.from) \(edge.to) \(edge.kind.rawValue)".utf8) + [0] }
        return String(SHA256.hexDigest(of: bytes).split(separator: ":").last?.prefix(6) ?? "")
    }
}
