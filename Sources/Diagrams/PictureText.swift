/// Text of anybody's on its way into a picture: cut to what fits, made visible where it would hide, escaped by the place that it goes to.
public struct PictureText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text, safe to show: no control characters, no invisible or direction-changing ones, at most four lines of two hundred characters in all.
    public let shown: String

    private static let longest = 200

    /// Takes any text.
    public init(_ text: String) {
        var out = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < Self.longest else {
                out += "…"
                break
            }
            count += 1
            if Self.isHidden(scalar) {
                out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                count += 6
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        shown = out
    }

    /// Text in source code.
    public init(stringLiteral text: String) { self.init(text) }

    /// The text cut to `count` characters.
    func prefix(_ count: Int) -> PictureText { shown.count <= count ? self : PictureText(shown.prefix(count - 1) + "…") }

    /// For XML text and attribute values.
    var xml: String { Self.escaped(shown) }

    /// For an HTML-like label: as XML; an empty text becomes a space, which Graphviz can lay out.
    var label: String { shown.isEmpty ? " " : Self.escaped(shown) }

    /// A quoted string of DOT; backslashes are doubled, since `\N` and its kin mean something there.
    var quoted: String { "\"" + shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
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

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFD: true
        case 0x300...0x36F: false
        default: scalar.value & 0xFFFE == 0xFFFE || (0xE0000...0xE0FFF).contains(scalar.value)
        }
    }
}

/// An id that is stable, and safe in SVG, CSS and DOT: letters, digits, `-`, `_` and `.` as they are, every other byte as its two digits.
struct PictureID: Sendable, Hashable {
    let text: String

    init(_ prefix: String, _ id: String) {
        var out = prefix + "-"
        let digits = Array("0123456789abcdef")
        for byte in id.utf8.prefix(160) {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."): out.unicodeScalars.append(Unicode.Scalar(byte))
            default: out += "_" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
            }
        }
        text = out
    }
}
