/// The titles of frames, which Graphviz draws under the lines that cross them: they are held back and stand on top.
struct GroundTitles {
    private var held = ""
    private var kind: String?

    /// Notes which group begins.
    mutating func enter(_ group: String) { kind = group.hasPrefix("cluster ground") ? String(group.dropFirst(15)) : nil }

    /// Whether a line is the text of a frame's title, to be drawn later.
    mutating func takes(_ line: Substring) -> Bool {
        guard let kind, line.hasPrefix("<text") else { return false }
        // A rim in the colour of its ground keeps a title readable over the lines.
        let rim: Token = kind == "own" ? .ground : kind == "focus" ? .focusTint : .paper
        let look = "stroke=\"\(rim.light)\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        held += "<g class=\"title\" aria-hidden=\"true\" \(look)>\n\(SVGDocument.cleaned(line))\n</g>\n"
        return true
    }

    /// Puts what was held within the last group of the picture, so that it keeps its place.
    func settle(into picture: inout String) {
        let end = "</g>\n"
        guard !held.isEmpty, picture.hasSuffix(end) else { return }
        picture.removeLast(end.count)
        picture += held + end
    }
}
