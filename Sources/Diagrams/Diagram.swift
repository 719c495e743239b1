/// A picture before it is laid out: what stands where, and what it says.
///
/// A view is a pure function to this value; `GraphvizRenderer` draws it. Golden tests compare this, not SVG bytes.
public struct Diagram: Sendable, Hashable {
    /// How the boxes are laid out, and what they look like.
    public enum Form: String, Sendable, Hashable {
        /// Ranks from left to right with a heading each, rows with a plate at their left.
        case columns
        /// Cards that stand as their edges pull them.
        case cards
        /// Small boxes on the grounds that they belong to.
        case grounds
        /// One path with a word on each edge.
        case path
        /// A table of parts and functions.
        case rows
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
        /// The state whose colour it has: that of its source in a simulation.
        public var state: State?
        /// Whether what happened to its target is why its source is in its state.
        public var isCarrying = false
        /// Whether it leads onto the ground of the control asked about from elsewhere.
        public var isCrossing = false
        /// A word on it; only paths have any.
        public var label: PictureText?
        /// Where that was read; only paths say it.
        public var place: PictureText?
        /// The whole of it in words, with its places.
        public var tooltip: PictureText = ""

        init(_ from: String, _ to: String, _ stroke: Stroke, width: Double = 1.2, tooltip: PictureText = "") {
            self.from = from
            self.to = to
            self.stroke = stroke
            self.width = width
            self.tooltip = tooltip
        }
    }

    /// What an edge says.
    public enum Stroke: String, Sendable, Hashable, CaseIterable {
        case run, optional, build, update, deliver, derivation, control, stops, freezes, weakens, folded
    }

    /// A frame around boxes.
    public struct Ground: Sendable, Hashable {
        /// Whose it is.
        public enum Kind: String, Sendable, Hashable { case own, focus, elsewhere, unknown, vendor }

        /// Its id.
        public var id: String
        /// What it is called.
        public var title: PictureText
        /// Whose it is.
        public var kind: Kind
        /// The frame around it.
        public var parent: String?
    }

    /// What becomes of one function, told on top of a simulation.
    public struct Outcome: Sendable, Hashable {
        /// The name of the function.
        public var name: PictureText
        /// Its state before.
        public var before: State
        /// Its state after.
        public var after: State
    }

    /// What one box stands for beside itself.
    public struct Fold: Sendable, Hashable {
        /// The id of the box.
        public var box: String
        /// What the box is called.
        public var title: PictureText
        /// The ids of what it stands for, in order.
        public var members: [String]
    }

    /// The view, a part of every id.
    public var view: String
    /// The language of the words.
    public var language: DiagramPhrases.Language
    /// How it is laid out.
    public var form: Form
    /// The code of the control asked about.
    public var focus: String
    /// Small, on top: what is shown.
    public var subject: PictureText
    /// The answer in a sentence.
    public var verdict: PictureText
    /// Small: date, counts, assumptions.
    public var footnote: PictureText
    /// The headings of columns, where there are any.
    public var headings: [PictureText] = []
    /// What becomes of each function.
    public var outcomes: [Outcome] = []
    /// The frames.
    public var grounds: [Ground] = []
    /// The boxes.
    public var nodes: [Node]
    /// The lines.
    public var edges: [Edge]
    /// What is not drawn by itself, box by box.
    public var folds: [Fold] = []
    /// The answer as sentences, for those who cannot see the picture.
    public var description: [PictureText] = []
}
