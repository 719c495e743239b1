extension Diagram {
    /// What a node is drawn as.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        case product, capability, service, package, model, dataset, registry, infrastructure, hardware, unknown
        case vendor, government, licence, gate, stack, rest
    }

    /// What has become of something.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case removed, down, degraded, frozen, unaffected
        /// It stands only because what it needs needs it in turn.
        case circular
    }

    /// What no reader may miss about a node.
    public enum Mark: Sendable, Hashable {
        /// A single point: its number and how much it stops.
        case stops(number: Int, of: String, isAssumed: Bool)
        /// It only freezes.
        case freezes(of: String, isAssumed: Bool)
        /// It costs function or spare, and no more.
        case weakens(of: String, isAssumed: Bool)
        /// What a simulation made of it.
        case state(State)
        /// Something stops it.
        case stopped
    }

    /// Whose ground it stands on.
    public enum Tab: Sendable, Hashable {
        case focus(String)
        case assumed(String)
        case elsewhere(String)
        case unknown
    }

    /// A control in short.
    public struct Strip: Sendable, Hashable {
        /// How it is drawn.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A prohibition or a duty to have a licence: filled.
            case duty
            /// A duty or a notice: outlined.
            case term
            /// Excluded by an exemption: no box.
            case exempt
            /// Not known to apply: dashed.
            case unsure
        }

        /// The short code of the rule.
        public var text: PictureText
        /// How it is drawn.
        public var kind: Kind
    }

    /// How many parts stand on whose ground.
    public struct Share: Sendable, Hashable {
        /// Under the control asked about.
        public var focus = 0
        /// Under others only.
        public var other = 0
        /// Nobody knows.
        public var unknown = 0

        /// All of them.
        public var total: Int { focus + other + unknown }
    }

    /// What removing one part does to one function.
    public enum Cell: String, Sendable, Hashable { case stops, degrades, freezes, nothing }

    /// One box.
    public struct Node: Sendable, Hashable {
        /// Its stable id.
        public var id: String
        /// Its shape.
        public var shape: Shape
        /// The column it stands in, where the view has columns.
        public var column: Int?
        /// The frame it stands in, where the view has frames.
        public var ground: String?
        /// A small line above or below the title.
        public var caption: PictureText
        /// The title.
        public var title: PictureText
        /// What no reader may miss.
        public var mark: Mark?
        /// Whose ground.
        public var tab: Tab?
        /// Control strips, the most severe first.
        public var strips: [Strip] = []
        /// How many parts it stands for, and whose they are.
        public var share: Share?
        /// What removing it does, function by function.
        public var cells: [Cell] = []
        /// Where more can be read.
        public var link: PictureLink?
        /// The whole of it in words.
        public var tooltip: PictureText

        init(
            _ id: String, _ shape: Shape, title: PictureText, caption: PictureText = "", column: Int? = nil, mark: Mark? = nil,
            tab: Tab? = nil, tooltip: PictureText
        ) {
            self.id = id
            self.shape = shape
            self.title = title
            self.caption = caption
            self.column = column
            self.mark = mark
            self.tab = tab
            self.tooltip = tooltip
        }
    }
}
