internal import Propagation
internal import Resilience
internal import SupplyChain

extension PageSubject.Point {
    /// The point in the list beside the pictures; the horizon chosen says which state is shown, or that it is none.
    func item(_ out: inout PageMarkup, _ data: PageData) {
        let shown = effects.enumerated().map { "data-h\($0)=\"\($1.rawValue)\"" }.joined(separator: " ")
        out.raw("<li data-i=\"\(data.index(of: node))\" \(shown)><button type=\"button\">")
        for (horizon, effect) in effects.enumerated() {
            out.element("span", "class=\"h h\(horizon) s\(effect.rawValue)\"", data.word(effect))
        }
        out.raw(" \(PageMarkup.escaped(data.name(node))) ")
        if certainty < .known { out.element("span", "class=\"src\"", data.word(certainty)) }
        out.raw("</button></li>\n")
    }
}

extension PageData {
    func word(_ state: SupplyState) -> (english: String, chinese: String) { both { $0.word(for: state) } }

    func word(_ certainty: Certainty) -> (english: String, chinese: String) { both { $0.word(for: certainty) } }

    private func both(_ word: (Phrasebook) -> String) -> (english: String, chinese: String) {
        (word(Phrasebook(.english)), word(Phrasebook(.chinese)))
    }

    /// Every single point with its effect at each horizon.
    func pointsTable(_ out: inout PageMarkup) {
        open(&out, "points", [PageWords.name, PageWords.kind, PageWords.control] + horizons + [PageWords.target])
        for point in points {
            row(&out, point.node)
            out.element("td", "", kind(point.node))
            out.element("td", "data-s=\"\(point.certainty.rawValue)\"", word(point.certainty))
            for effect in point.effects {
                out.element(
                    "td", "class=\"s\(effect.rawValue)\" data-s=\"\(effect.rawValue)\"", effect == .unaffected ? ("–", "–") : word(effect))
            }
            out.raw("<td>\(PageMarkup.escaped(name(point.target)))</td></tr>\n")
        }
        out.raw("</tbody></table></section>\n")
    }

    /// Every part that the page knows.
    func partsTable(_ out: inout PageMarkup) {
        open(
            &out, "parts",
            [PageWords.name, PageWords.kind, PageWords.vendor, PageWords.place, PageWords.value, PageWords.flags, PageWords.state])
        for node in parts {
            row(&out, node)
            out.element("td", "", kind(node))
            out.raw("<td>\(PageMarkup.escaped(vendor(node)))</td>")
            out.raw("<td>\(PageMarkup.escaped(codes(of: node).joined(separator: " ")))</td>")
            let value = subject.exposure.value(of: node)
            out.element("td", "data-s=\"\(value.rawValue)\"", word(value))
            out.raw(
                "<td>\(PageMarkup.escaped(subject.exposure.flags(of: node).map(\.id.text).joined(separator: " ")))</td><td>–</td></tr>\n")
        }
        out.raw("</tbody></table></section>\n")
    }

    private func open(_ out: inout PageMarkup, _ name: String, _ columns: [(english: String, chinese: String)]) {
        out.raw("<section class=\"view\" data-v=\"\(name)\" hidden><div class=\"bar\">")
        out.element("button", "type=\"button\" data-csv=\"\(name)\"", PageWords.save)
        out.raw("</div><table id=\"\(name)\"><thead><tr>")
        for column in columns {
            out.raw("<th scope=\"col\" aria-sort=\"none\">")
            out.element("button", "type=\"button\"", column)
            out.raw("</th>")
        }
        out.raw("</tr></thead><tbody>\n")
    }

    private func row(_ out: inout PageMarkup, _ node: Int) {
        out.raw(
            "<tr data-i=\"\(index(of: node))\"><td><button type=\"button\" class=\"link\">\(PageMarkup.escaped(name(node)))</button></td>")
    }
}
