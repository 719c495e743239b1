/// A Legal Entity Identifier (ISO 17442): eighteen letters and digits and two check digits.
struct LegalEntityIdentifier: Sendable, Hashable {
    /// The twenty characters, upper case.
    let text: String

    /// Reads an identifier; `nil` unless its form and its check digits are right (ISO 7064 MOD 97-10: the remainder is 1).
    init?(_ text: String) {
        let upper = text.trimmed.uppercased()
        let bytes = Array(upper.utf8)
        guard bytes.count == 20, bytes.suffix(2).allSatisfy({ (48...57).contains($0) }) else { return nil }
        var remainder = 0
        for byte in bytes {
            switch byte {
            case 48...57: remainder = (remainder * 10 + Int(byte) - 48) % 97
            case 65...90: remainder = (remainder * 100 + Int(byte) - 55) % 97
            default: return nil
            }
        }
        guard remainder == 1 else { return nil }
        self.text = upper
    }
}
