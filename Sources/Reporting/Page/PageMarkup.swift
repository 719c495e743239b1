/// HTML as it is told; every text of anybody's is escaped on its way in.
struct PageMarkup {
    private(set) var text = ""
    private let language: Language

    init(_ language: Language) { self.language = language }

    /// Markup of our own.
    mutating func raw(_ markup: String) { text += markup }

    /// An element with a text in both languages, shown in the one that the page opens in.
    mutating func element(_ tag: String, _ attributes: String, _ words: (english: String, chinese: String)) {
        let (english, chinese) = (Self.escaped(words.english), Self.escaped(words.chinese))
        let shown = language(english, chinese)
        let both = english == chinese ? "" : " data-en=\"\(english)\" data-zh=\"\(chinese)\""
        raw("<\(tag)\(attributes.isEmpty ? "" : " " + attributes)\(both)>\(shown)</\(tag)>")
    }

    /// A list to choose from, under its name.
    mutating func select(
        _ id: String, _ title: (String, String), _ options: [(value: String, words: (english: String, chinese: String))],
        any: (String, String)?
    ) {
        raw("<label>")
        element("span", "", title)
        raw("<select id=\"\(id)\">")
        if let any { element("option", "value=\"\"", any) }
        for option in options { element("option", "value=\"\(Self.escaped(option.value))\"", option.words) }
        raw("</select></label>\n")
    }

    /// Text for element content and quoted attributes: markup made harmless, control and direction-changing characters made visible.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in TerminalText(text).description.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
