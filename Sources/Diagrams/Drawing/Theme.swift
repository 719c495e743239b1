/// A colour with a meaning; each has a hex value of its own, so that CSS can map it by value.
public enum Token: String, Sendable, Hashable, CaseIterable {
    /// Names.
    case ink
    /// Captions.
    case mute
    /// Borders and edges.
    case line
    /// Edges and frames that may recede.
    case hair
    /// The ground of the picture.
    case paper
    /// The ground that is our own.
    case ground
    /// Text on a filled plate.
    case onAccent
    /// Under the control asked about.
    case focus
    /// The card of what is under it.
    case focusTint
    /// No way round.
    case choke
    /// The card of a single point.
    case chokeTint
    /// Works with less.
    case degraded
    /// Its plate.
    case degradedTint
    /// Works, cannot be updated.
    case frozen
    /// Its plate.
    case frozenTint

    /// The value on light ground, as `#rrggbb`.
    public var light: String {
        switch self {
        case .ink: "#1b1f24"
        case .mute: "#57606a"
        case .line: "#8c959f"
        case .hair: "#c4ccd4"
        case .paper: "#ffffff"
        case .ground: "#f6f8fa"
        case .onAccent: "#fffffe"
        case .focus: "#00639c"
        case .focusTint: "#e5f1f9"
        case .choke: "#b84a00"
        case .chokeTint: "#fff1e6"
        case .degraded: "#8a6d00"
        case .degradedTint: "#fff6d6"
        case .frozen: "#30475e"
        case .frozenTint: "#eaf0f6"
        }
    }

    /// The value on dark ground.
    public var dark: String {
        switch self {
        case .ink: "#e6edf3"
        case .mute: "#9da7b3"
        case .line: "#6e7a87"
        case .hair: "#3d4650"
        case .paper: "#0f1419"
        case .ground: "#161b21"
        case .onAccent: "#0b0e11"
        case .focus: "#4aa8e0"
        case .focusTint: "#10283a"
        case .choke: "#ff8a3d"
        case .chokeTint: "#3a1d08"
        case .degraded: "#e3c34a"
        case .degradedTint: "#2f280c"
        case .frozen: "#a9c1da"
        case .frozenTint: "#1b2733"
        }
    }

    /// The pairs of line and ground that must be seen (WCAG AA for what is no text, 3 to 1).
    public static let linePairs: [(line: Token, ground: Token)] = [
        (.line, .paper), (.focus, .paper), (.focus, .focusTint), (.choke, .paper), (.choke, .chokeTint), (.degraded, .paper),
        (.degraded, .degradedTint),
        (.frozen, .paper), (.frozen, .frozenTint), (.frozen, .focusTint), (.ink, .paper),
    ]

    /// The pairs of text and ground that pictures use; each must be readable (WCAG AA, 4.5 to 1) in light and dark.
    public static let textPairs: [(text: Token, ground: Token)] = [
        (.ink, .paper), (.mute, .paper), (.onAccent, .ink), (.onAccent, .focus), (.onAccent, .choke), (.onAccent, .frozen),
        (.ink, .focusTint), (.mute, .focusTint),
        (.ink, .chokeTint), (.mute, .chokeTint), (.choke, .paper), (.choke, .chokeTint), (.frozen, .paper), (.frozen, .frozenTint),
        (.focus, .paper), (.degraded, .paper),
        (.degraded, .degradedTint), (.ink, .frozenTint), (.mute, .frozenTint), (.ink, .ground), (.mute, .ground),
        (.focus, .focusTint),
        // The page has panels, and plates on what a removal degrades.
        (.choke, .ground), (.degraded, .ground), (.frozen, .ground), (.onAccent, .degraded), (.paper, .ink),
    ]
}

/// Fonts by the names that every system has one of; the boxes are measured for the first.
enum Typeface {
    static let layout = "Arial,Liberation Sans,Noto Sans CJK SC,sans-serif"
    static let picture = "Arial,Liberation Sans,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
}
