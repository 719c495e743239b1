/// The one gate through which text from inputs reaches a terminal: control characters, bidirectional overrides and their kin become visible escapes.
public struct TerminalText: Sendable, Hashable, CustomStringConvertible {
    /// Text that a terminal shows as it stands.
    public let description: String

    /// Escapes `text`; line feeds are kept only where `keepsLines` says so.
    public init(_ text: String, keepsLines: Bool = false) {
        // Nearly all text is printable ASCII, which is told byte by byte.
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            text.unicodeScalars.contains(where: { Self.isUnsafe($0, keepsLines: keepsLines) })
        else {
            description = text
            return
        }
        var safe = ""
        for scalar in text.unicodeScalars {
            if Self.isUnsafe(scalar, keepsLines: keepsLines) {
                safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        description = safe
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
        switch scalar.value {
        case 0x0A: !keepsLines
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
