/// The one style sheet of a picture.
///
/// Tokens are mapped by value, so that cells which cannot carry a class follow as well; print is light whatever the screen is.
public enum PictureStyle {
    /// The rules, as they stand in every picture.
    public static let text: String = {
        let light = variables(\.light)
        let dark = variables(\.dark)
        let rules = Token.allCases.map { token in
            "[fill=\"\(token.light)\"]{fill:var(--\(token.rawValue))}[stroke=\"\(token.light)\"]{stroke:var(--\(token.rawValue))}"
        }.joined()
        return
            "svg{\(light)}@media (prefers-color-scheme:dark){svg{\(dark)}}svg[data-theme=dark],[data-theme=dark] svg{\(dark)}"
            + "svg[data-theme=light],[data-theme=light] svg{\(light)}"
            + "@media (prefers-contrast:more){svg,svg[data-theme],[data-theme] svg{--hair:var(--line);--mute:var(--ink)}}"
            + "@media print{svg,svg[data-theme],[data-theme] svg{\(light)}}"
            + "\(rules)svg{background:var(--paper)}text:not([fill]){fill:var(--ink)}a{text-decoration:none}.node:focus-visible{outline:2px solid var(--focus);outline-offset:2px}"
    }()

    /// The tokens and the pairs that they are used in, one a line, for people and for style sheets of others.
    public static let sheet: String = {
        let tokens = Token.allCases.map { "    --\($0.rawValue): \($0.light);" }.joined(separator: "\n")
        let dark = Token.allCases.map { "        --\($0.rawValue): \($0.dark);" }.joined(separator: "\n")
        return "/* The tokens of the pictures; each value is mapped to its variable by the style sheet within every picture. */\n"
            + "svg {\n\(tokens)\n}\n\n@media (prefers-color-scheme: dark) {\n    svg {\n\(dark)\n    }\n}\n"
    }()

    private static func variables(_ value: KeyPath<Token, String>) -> String {
        Token.allCases.map { "--\($0.rawValue):\($0[keyPath: value])" }.joined(separator: ";")
    }
}
