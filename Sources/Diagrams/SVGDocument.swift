/// Graphviz's SVG made into a document: a title and a description, words for every box, classes and stable ids, colours that follow dark mode and print.
///
/// One pass over the text. No text of anybody's reaches it but through `PictureText`, and no script, link or style attribute stands in it.
struct SVGDocument: Sendable {
    /// The text.
    let text: String
    /// How many edges were drawn.
    let edgesDrawn: Int

    /// Takes what libgvc wrote for a diagram; `nil` where it is no SVG.
    init?(_ raw: String, of diagram: Diagram) {
        guard let start = raw.firstRange(of: "<svg"), let headEnd = raw[start.lowerBound...].firstIndex(of: ">"), raw.contains("</svg>")
        else { return nil }
        let head = raw[start.lowerBound...headEnd]
        guard let viewBox = Self.attribute("viewBox", in: head) else { return nil }
        var words: [String: (id: String, text: String)] = [:]
        for node in diagram.nodes { words[PictureID("\(diagram.view)--n", node.id).text] = (node.id, node.tooltip.xml) }
        var out =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(viewBox)\" role=\"img\" lang=\"\(diagram.language.rawValue)\" aria-labelledby=\"\(diagram.view)--title \(diagram.view)--desc\">\n"
        out +=
            "<title id=\"\(diagram.view)--title\">\(diagram.verdict.xml)</title>\n<desc id=\"\(diagram.view)--desc\">\(diagram.description.map(\.xml).joined(separator: " "))</desc>\n"
        out += "<style>\(Self.style)</style>\n"
        var edges = 0
        var current: (id: String, text: String)?
        for line in raw[raw.index(after: headEnd)...].split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("<!--") { continue }
            if line.hasPrefix("<g id=\"") {
                let id = Self.attribute("id", in: line) ?? ""
                if line.contains("class=\"edge") { edges += 1 }
                current = words[id]
                guard let node = current else {
                    out +=
                        line.contains("class=\"graph\"")
                        ? line.replacing("<g id=\"\(id)\"", with: "<g id=\"\(diagram.view)--graph\"") + "\n" : line + "\n"
                    continue
                }
                out +=
                    "\(line.dropLast()) data-n=\"\(PictureText(node.id).xml)\" role=\"button\" tabindex=\"0\" aria-label=\"\(node.text)\">\n"
            } else if line.hasPrefix("<title>") {
                if let node = current { out += "<title>\(node.text)</title>\n" }
                current = nil
            } else {
                out +=
                    line.replacing("\"transparent\"", with: "\"none\"").replacing(Typeface.layout, with: Typeface.picture).replacing(
                        " xml:space=\"preserve\"", with: "") + "\n"
            }
        }
        text = out
        edgesDrawn = edges
    }

    private static func attribute(_ name: String, in tag: some StringProtocol) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"") ?? tag.firstRange(of: "<g \(name)=\"") else { return nil }
        return tag[start.upperBound...].firstIndex(of: "\"").map { String(tag[start.upperBound..<$0]) }
    }

    /// Tokens by value, so that cells which cannot carry a class follow as well.
    private static let style: String = {
        let light = Token.allCases.map { "--\($0.rawValue):\($0.light)" }.joined(separator: ";")
        let dark = Token.allCases.map { "--\($0.rawValue):\($0.dark)" }.joined(separator: ";")
        let rules = Token.allCases.map { token in
            "[fill=\"\(token.light)\"]{fill:var(--\(token.rawValue))}[stroke=\"\(token.light)\"]{stroke:var(--\(token.rawValue))}"
        }.joined()
        let text = "text:not([fill]){fill:var(--ink)}"
        return
            "svg{\(light)}@media (prefers-color-scheme:dark){svg{\(dark)}}@media print{svg{\(light)}}:root[data-theme=dark] svg,svg[data-theme=dark]{\(dark)}"
            + ":root[data-theme=light] svg,svg[data-theme=light]{\(light)}\(rules)\(text).node:focus-visible{outline:2px solid var(--focus);outline-offset:2px}"
    }()
}
