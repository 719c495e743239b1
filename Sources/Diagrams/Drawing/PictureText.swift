/// Text of anybody's on its way into a picture: cut to what fits, made visible where it would hide, escaped by the place that it goes to.
public struct PictureText: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text, safe to show: no control characters, no invisible or direction-changing ones, of bounded length.
    public let shown: String

    /// The most characters of a name, and of a sentence with names in it.
    private static let (longest, longestSentence) = (200, 600)

    /// Takes any text, such as a name.
    public init(_ text: String) { self.init(text, longest: Self.longest) }

    /// Takes a sentence, such as a verdict or a tooltip.
    public init(sentence text: String) { self.init(text, longest: Self.longestSentence) }

    private init(_ text: String, longest: Int) {
        var out = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < longest else {
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

    private init(cleaned text: String) { shown = text }

    /// The text cut to what fits into `points` at a size.
    func fitted(to points: Int, size: Int) -> PictureText {
        guard TextWidth.points(shown, size: size) > points else { return self }
        var used = TextWidth.points("…", size: size)
        var cut = ""
        for character in shown {
            used += TextWidth.points(String(character), size: size)
            if used > points { break }
            cut.append(character)
        }
        return PictureText(cleaned: cut + "…")
    }

    /// The text in lines of at most `points` at a size, broken at spaces, or anywhere beside a character of an East Asian script.
    func wrapped(to points: Int, size: Int) -> [PictureText] {
        var lines: [String] = [""]
        var used = 0
        for piece in pieces {
            let width = TextWidth.points(piece, size: size)
            if used + width > points, used > 0 {
                lines.append("")
                used = 0
            }
            lines[lines.count - 1] += piece
            used += width
        }
        return lines.map { line in PictureText(cleaned: line.last == " " ? String(line.dropLast()) : line) }
    }

    /// The text in as few lines of at most `points` as it needs, all about as long, so that no word stands alone.
    func balanced(to points: Int, size: Int) -> [PictureText] {
        var lines = wrapped(to: points, size: size)
        var width = points - 40
        while lines.count > 1, width > points / 3 {
            let narrower = wrapped(to: width, size: size)
            guard narrower.count == lines.count else { break }
            lines = narrower
            width -= 40
        }
        return lines
    }

    /// Words with the space after them, and East Asian characters one by one, closing marks with what they close.
    private var pieces: [String] {
        var pieces: [String] = []
        var word = ""
        for character in shown {
            let isWide = character.unicodeScalars.first.map { (0x2E80...0xFFEF).contains($0.value) } ?? false
            if isWide, !"，。；：、）”".contains(character), !word.isEmpty {
                pieces.append(word)
                word = ""
            }
            word.append(character)
            if character == " " {
                pieces.append(word)
                word = ""
            }
        }
        return word.isEmpty ? pieces : pieces + [word]
    }

    /// For XML text and attribute values.
    var xml: String { Self.escaped(shown) }

    /// For an HTML-like label: as XML; an empty text becomes a space, which Graphviz can lay out.
    ///
    /// Backslashes are doubled, since Graphviz puts its own names for `\N` and its kin here too, and are references, since it looks before and after reading the markup.
    var label: String { shown.isEmpty ? " " : Self.escaped(shown).replacing("\\", with: "&#92;&#92;") }

    /// A quoted string of DOT; backslashes are doubled, since `\N` and its kin mean something there.
    var quoted: String { "\"" + shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }

    static func escaped(_ text: String) -> String {
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
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFD:
            true
        case 0x300...0x36F: false
        default: scalar.value & 0xFFFE == 0xFFFE || (0xE0000...0xE0FFF).contains(scalar.value)
        }
    }
}

/// An id that is stable, and safe in SVG, CSS and DOT: letters, digits, `-` and `.` as they are, every other byte as its two digits; what is long ends in a digest of the whole.
struct PictureID: Sendable, Hashable {
    let text: String

    private static let longest = 120

    init(_ prefix: String, _ id: String) {
        var out = prefix + "-"
        let digits = Array("0123456789abcdef")
        for byte in id.utf8.prefix(Self.longest) {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."): out.unicodeScalars.append(Unicode.Scalar(byte))
            default: out += "_" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
            }
        }
        if id.utf8.count > Self.longest { out += "__" + String(Self.digest(of: id), radix: 16) }
        text = out
    }

    /// FNV-1a, 64 bits.
    private static func digest(of text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
