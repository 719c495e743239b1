internal import Resilience
internal import Scanning

/// The exposure as one file that works anywhere without a network: pictures to look into, tables to sort, and what each removal does, as the engine found it.
///
/// The page computes nothing. Its policy admits one script and the styles by their digests, and nothing from outside.
public struct ExposurePage: Sendable {
    /// A picture in both languages.
    public struct View: Sendable {
        let name: String
        let title: (english: String, chinese: String)
        let english: String
        let chinese: String
        let folds: [Fold]

        /// A view by its name, with the SVG in each language, ids in the two different, and what its boxes stand for beside themselves.
        public init(name: String, title: (english: String, chinese: String), english: String, chinese: String, folds: [Fold]) {
            self.name = name
            self.title = title
            self.english = english
            self.chinese = chinese
            self.folds = folds
        }
    }

    /// What a box of a picture stands for beside itself.
    public struct Fold: Sendable {
        let box: String
        let members: [String]

        /// The parts, by id, that a box holds, by the id of the box.
        public init(box: String, members: [String]) {
            self.box = box
            self.members = members
        }
    }

    private let views: [View]
    private let verdict: (english: String, chinese: String)
    private let subject: PageSubject
    private let language: Language

    /// A page.
    ///
    /// - Parameters:
    ///   - views: The pictures, the first shown first.
    ///   - verdict: The answer in a sentence.
    ///   - subject: What the page is about.
    ///   - language: The language that it opens in.
    public init(views: [View], verdict: (english: String, chinese: String), subject: PageSubject, language: Language) {
        self.views = views
        self.verdict = verdict
        self.subject = subject
        self.language = language
    }

    /// The whole file.
    ///
    /// - Complexity: O(length).
    public var html: String {
        let data = PageData(subject, views, language: language)
        let styles = Set([PageStyle.text] + views.flatMap { Self.styles(in: $0.english) + Self.styles(in: $0.chinese) })
        let policy =
            "default-src 'none'; script-src \(Self.source(PageScript.text)); style-src \(styles.map(Self.source).sorted().joined(separator: " ")); img-src data:; base-uri 'none'; form-action 'none'"
        let title = language(verdict.english, verdict.chinese)
        var out = PageMarkup(language)
        out.raw(
            "<!doctype html>\n<html lang=\"\(language.rawValue)\" data-h=\"\(subject.horizon.rawValue)\"><head><meta charset=\"utf-8\">\n")
        out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n")
        out.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>\(PageMarkup.escaped(title))</title>\n")
        out.raw("<style>\(PageStyle.text)</style></head><body>\n")
        header(&out)
        side(&out, data)
        main(&out, data)
        out.raw("<aside class=\"info\" id=\"detail\" tabindex=\"-1\" aria-live=\"polite\" data-label=\"detail\"></aside>\n")
        out.raw(
            "<script type=\"application/json\" id=\"data\">\(data.json)</script>\n<script>\(PageScript.text)</script>\n</body></html>\n")
        return out.text
    }

    private func header(_ out: inout PageMarkup) {
        out.raw("<header>")
        out.element("h1", "", verdict)
        out.raw("<nav data-label=\"views\">")
        for view in views { out.element("button", "type=\"button\" value=\"\(PageMarkup.escaped(view.name))\"", view.title) }
        out.element("button", "type=\"button\" value=\"points\"", PageWords.singlePoints)
        out.element("button", "type=\"button\" value=\"parts\"", PageWords.parts)
        out.raw("</nav>")
        out.element("button", "type=\"button\" id=\"lang\"", ("中文", "English"))
        out.element("button", "type=\"button\" id=\"theme\"", PageWords.theme)
        out.raw("</header>\n")
    }

    private func side(_ out: inout PageMarkup, _ data: PageData) {
        out.raw("<aside class=\"side\">\n<label>")
        out.element("span", "", PageWords.find)
        out.raw(
            "<input id=\"q\" type=\"search\" data-label=\"findHint\"></label><output id=\"found\" class=\"src\" aria-live=\"polite\"></output>\n"
        )
        out.select("kind", PageWords.kind, data.kinds.enumerated().map { ("\($0)", $1) }, any: PageWords.any)
        out.select("place", PageWords.place, data.places.map { ($0, ($0, $0)) }, any: PageWords.any)
        out.select("flag", PageWords.flag, data.flagTitles.enumerated().map { ("\($0)", $1) }, any: PageWords.any)
        out.select("h", PageWords.horizon, data.horizons.enumerated().map { ("\($0)", $1) }, any: nil)
        out.select("gone", PageWords.removal, data.removalTitles, any: PageWords.asItStands)
        out.raw("<div id=\"outcome\" aria-live=\"polite\"></div>\n")
        out.element("h2", "", PageWords.singlePoints)
        out.raw("<ol class=\"points\">\n")
        for point in data.points { point.item(&out, data) }
        out.raw("</ol>\n")
        for line in data.remarks { out.element("p", "class=\"src\"", line) }
        out.raw("<noscript>")
        out.element("p", "", PageWords.noScript)
        out.raw("</noscript></aside>\n")
    }

    private func main(_ out: inout PageMarkup, _ data: PageData) {
        out.raw("<main data-label=\"picture\">\n")
        for view in views {
            for (language, svg) in [(Language.english, view.english), (.chinese, view.chinese)] {
                let isShown = view.name == views.first?.name && language == self.language
                let attributes = "class=\"view\" data-v=\"\(PageMarkup.escaped(view.name))\" lang=\"\(language.rawValue)\""
                out.raw("<section \(attributes)\(isShown ? "" : " hidden")>\n\(svg)</section>\n")
            }
        }
        data.pointsTable(&out)
        data.partsTable(&out)
        out.raw("<div class=\"zoom\"><button type=\"button\" value=\".8\">+</button><button type=\"button\" value=\"1.25\">−</button>")
        out.element("button", "type=\"button\" value=\"0\"", PageWords.fit)
        out.raw("</div>\n</main>\n")
    }

    /// The styles that a picture brings along.
    private static func styles(in svg: String) -> [String] {
        svg.split(separator: "<style>").dropFirst().compactMap { piece in
            piece.firstRange(of: "</style>").map { String(piece[..<$0.lowerBound]) }
        }
    }

    private static func source(_ text: String) -> String { "'sha256-\(SHA256.base64Digest(of: Array(text.utf8)))'" }
}
