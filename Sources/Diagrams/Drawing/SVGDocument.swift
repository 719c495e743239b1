/// Graphviz's SVG made into a document: a title and a description, words for every box and line, classes and stable ids, links, colours that follow dark mode and print.
///
/// One pass over the text. No text of anybody's reaches it but through `PictureText` and `PictureLink`, and no script or style attribute stands in it.
struct SVGDocument: Sendable {
    /// The text.
    let text: String
    /// How many edges were drawn.
    let edgesDrawn: Int

    /// What our pass adds to one group of Graphviz.
    private struct Words {
        let attributes: String
        let title: String
        let link: String?
    }

    /// Takes what libgvc wrote for a diagram; `nil` where it is no SVG.
    init?(_ raw: String, of diagram: Diagram) {
        guard let start = raw.firstRange(of: "<svg"), let headEnd = raw[start.lowerBound...].firstIndex(of: ">"), raw.contains("</svg>"),
            let viewBox = Self.attribute("viewBox", in: raw[start.lowerBound...headEnd])
        else { return nil }
        let words = Self.words(of: diagram)
        var out = Self.head(of: diagram, viewBox: viewBox)
        var edges = 0
        var current: Words?
        var isLinked = false
        var titles = GroundTitles()
        for line in raw[raw.index(after: headEnd)...].split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("<!--") { continue }
            if line.hasPrefix("<g id=\"") {
                let id = Self.attribute("id", in: line)?.replacing("&#45;", with: "-") ?? ""
                let kind = Self.attribute("class", in: line) ?? ""
                titles.enter(kind)
                if kind.hasPrefix("edge") { edges += 1 }
                current = words[id]
                if let link = current?.link {
                    out += "<a href=\"\(link)\" target=\"_blank\" rel=\"noopener\">\n"
                    isLinked = true
                }
                out += Self.group(line, id: kind == "graph" ? "\(diagram.view)--graph" : id, kind: kind, current)
            } else if line.hasPrefix("<title>") {
                if let title = current?.title { out += "<title>\(title)</title>\n" }
                current = nil
            } else if titles.takes(line) {
                continue
            } else {
                if line == "</svg>" { titles.settle(into: &out) }
                out += Self.cleaned(line) + "\n"
                if isLinked, line == "</g>" {
                    out += "</a>\n"
                    isLinked = false
                }
            }
        }
        text = out
        edgesDrawn = edges
    }

    private static func group(_ line: Substring, id: String, kind: String, _ words: Words?) -> String {
        guard let words else {
            let transform = attribute("transform", in: line).map { " transform=\"\($0)\"" } ?? ""
            return "<g id=\"\(id)\" class=\"\(kind.replacing("&#45;", with: "-"))\"\(transform)>\n"
        }
        return "<g id=\"\(id)\" class=\"\(kind.replacing("&#45;", with: "-"))\" \(words.attributes)>\n"
    }

    static func cleaned(_ line: Substring) -> String {
        String(line).replacing("\"transparent\"", with: "\"none\"").replacing(Typeface.layout, with: Typeface.picture).replacing(
            " xml:space=\"preserve\"", with: "")
    }

    private static func words(of diagram: Diagram) -> [String: Words] {
        var words: [String: Words] = [:]
        for node in diagram.nodes {
            let said = node.tooltip.xml
            words[PictureID("\(diagram.view)--n", node.id).text] = Words(
                attributes: "data-n=\"\(PictureText(node.id).xml)\" role=\"button\" tabindex=\"0\" aria-label=\"\(said)\"", title: said,
                link: node.link?.xml)
        }
        for edge in diagram.edges {
            words[edge.pictureID(in: diagram.view)] = Words(
                attributes: "data-e=\"\(PictureText(edge.from).xml)|\(PictureText(edge.to).xml)\"", title: edge.tooltip.xml, link: nil)
        }
        for ground in diagram.grounds {
            words[PictureID("\(diagram.view)--g", ground.id).text] = Words(
                attributes: "role=\"group\" aria-label=\"\(ground.title.xml)\"", title: ground.title.xml, link: nil)
        }
        return words
    }

    private static func head(of diagram: Diagram, viewBox: String) -> String {
        let view = diagram.view
        let description = diagram.description.isEmpty ? diagram.verdict.xml : diagram.description.map(\.xml).joined(separator: " ")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(viewBox)" preserveAspectRatio="xMidYMin" role="img" lang="\(diagram.language.rawValue)" \
            aria-labelledby="\(view)--title \(view)--desc">
            <title id="\(view)--title">\(diagram.verdict.xml)</title>
            <desc id="\(view)--desc">\(description)</desc>
            <style>\(PictureStyle.text)</style>

            """
    }

    private static func attribute(_ name: String, in tag: some StringProtocol) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
        return tag[start.upperBound...].firstIndex(of: "\"").map { String(tag[start.upperBound..<$0]) }
    }
}
