/// A picture before it is laid out: what stands where, and what it says.
///
/// Golden tests compare this, not SVG bytes.
public struct Diagram: Sendable, Hashable {
    /// What a node is drawn as.
    public enum Shape: String, Sendable, Hashable {
        case product, capability, service, package, model, dataset, registry, infrastructure, hardware, unknown
        case vendor, government, gate, rest
    }

    /// What no reader may miss about a node.
    public enum Mark: Sendable, Hashable {
        /// A single point: its number and how much it stops.
        case stops(number: Int, of: String, isAssumed: Bool)
        /// It only freezes.
        case freezes(of: String, isAssumed: Bool)
    }

    /// Whose ground it stands on.
    public enum Tab: Sendable, Hashable {
        case focus(String)
        case assumed(String)
        case elsewhere(String)
        case unknown
    }

    /// One box.
    public struct Node: Sendable, Hashable {
        /// Its stable id.
        public var id: String
        /// Its shape.
        public var shape: Shape
        /// The column it stands in, where the view has columns.
        public var column: Int?
        /// A small line above or below the title.
        public var caption: PictureText
        /// The title.
        public var title: PictureText
        /// What no reader may miss.
        public var mark: Mark?
        /// Whose ground.
        public var tab: Tab?
        /// Control strips: text, and whether it is a duty of a licence (filled) or a contract term (outlined).
        public var strips: [Strip] = []
        /// The whole of it in words.
        public var tooltip: PictureText

        /// A control in short.
        public struct Strip: Sendable, Hashable {
            /// The short code of the rule.
            public var text: PictureText
            /// Whether the duty is one of licence or prohibition.
            public var isDuty: Bool
            /// Whether it is known to be there.
            public var isKnown: Bool
        }
    }

    /// What an edge says.
    public enum Stroke: String, Sendable, Hashable {
        case run, optional, build, derivation, control, stops, freezes, folded
    }

    /// One line between two boxes.
    public struct Edge: Sendable, Hashable {
        /// The id of the source.
        public var from: String
        /// The id of the target.
        public var to: String
        /// What it says.
        public var stroke: Stroke
        /// The width in points.
        public var width: Double
    }

    /// One entry of the legend.
    public enum Legend: String, Sendable, Hashable, CaseIterable {
        case stops, assumedStops, freezes, focus, assumed, unknown, edgeStops, edgeFreezes, edgeRun, edgeBuild, edgeDerived, gate, width,
            folded
    }

    /// The view, a part of every id.
    public var view: String
    /// The language of the words.
    public var language: DiagramPhrases.Language
    /// Small, on top: what is shown.
    public var subject: PictureText
    /// The answer in a sentence.
    public var verdict: PictureText
    /// What the picture uses and nothing else.
    public var legend: [Legend]
    /// Small: date, counts, assumptions.
    public var footnote: PictureText
    /// The headings of columns, where there are any.
    public var headings: [PictureText]
    /// The boxes.
    public var nodes: [Node]
    /// The lines.
    public var edges: [Edge]
    /// The single points as sentences, for those who cannot see the picture.
    public var description: [PictureText]

    /// The diagram as text for golden tests: a line a box, a line an edge.
    public var outline: String {
        var out =
            "\(view) \(language.rawValue)\n\(subject.shown)\n\(verdict.shown)\n\(footnote.shown)\nlegend \(legend.map(\.rawValue).joined(separator: " "))\n"
        for node in nodes {
            out +=
                "node \(node.id) \(node.shape.rawValue) \(node.column.map(String.init) ?? "-") | \(node.caption.shown) | \(node.title.shown) | \(node.mark.map { "\($0)" } ?? "-")"
            out += " | \(node.tab.map { "\($0)" } ?? "-") | \(node.strips.map(\.text.shown).joined(separator: ", "))\n"
        }
        for edge in edges { out += "edge \(edge.from) → \(edge.to) \(edge.stroke.rawValue) \(edge.width)\n" }
        return out
    }
}
