internal import SupplyChain
internal import Diagrams
internal import Reporting
internal import Resilience

/// A picture of an analysis.
struct Picture {
    /// The views there are.
    enum View: String, CaseIterable {
        case summary, map

        /// What it is called in a list of views.
        var title: (english: String, chinese: String) {
            switch self {
            case .summary: ("Summary", "概览")
            case .map: ("Map", "全图")
            }
        }
    }

    var diagram: Diagram

    init(_ points: PointsQuestion, view: View, language: Language) {
        let analysis = points.analysis
        let exposed = Exposed(
            exposure: analysis.exposure, model: analysis.model, focus: analysis.of.text, targets: points.targets,
            asOf: analysis.asOf.description,
            assumptions: analysis.assumptions)
        let spoken: DiagramPhrases.Language = language == .chinese ? .chinese : .english
        switch view {
        case .summary: diagram = .summary(of: exposed, in: spoken)
        case .map: diagram = .map(of: exposed, in: spoken)
        }
    }

    /// The picture as the text of an SVG.
    func svg() throws(CommandError) -> String { String(decoding: try drawn(as: "svg").bytes, as: UTF8.self) }

    /// The bytes of a format.
    func drawn(as format: String) throws(CommandError) -> GraphvizRenderer.Drawing {
        guard let format = GraphvizRenderer.Format(rawValue: format) else {
            throw .usage(option: "--format", value: format, expected: "svg pdf png dot")
        }
        do throws(GraphvizRenderer.Failure) {
            return try GraphvizRenderer(executable: Executable.path).draw(diagram, as: format)
        } catch {
            switch error {
            case .noGraphviz: throw .undrawable(reason: "Graphviz")
            case .layout(let code): throw .undrawable(reason: "layout \(code)")
            case .notStarted: throw .undrawable(reason: "layout process")
            }
        }
    }
}
