/// A share between 0 and 1 as an exact decimal of six places; never a binary float (semantics 12.4).
public struct ExactShare: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Millionths, 0 to 1,000,000.
    public var millionths: Int { Int(number) }

    /// The millionths in four bytes: relationships carry one each.
    private let number: Int32

    /// A share given in millionths, or `nil` outside 0 to 1,000,000.
    public init?(millionths: Int) {
        guard (0...1_000_000).contains(millionths) else { return nil }
        number = Int32(truncatingIfNeeded: millionths)
    }

    /// Reads a decimal such as `0.5`, `1` or `0.333333`; more than six significant places, signs and exponents are refused.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 18 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let whole = Int(parts[0]), whole <= 1
        else { return nil }
        var fraction = 0
        if parts.count == 2 {
            let digits = parts[1]
            guard digits.utf8.dropFirst(6).allSatisfy({ $0 == 48 }) else { return nil }
            for (position, digit) in digits.utf8.prefix(6).enumerated() {
                var weight = Int(digit - 48)
                for _ in position..<5 { weight *= 10 }
                fraction += weight
            }
        }
        self.init(millionths: whole * 1_000_000 + fraction)
    }

    /// The shortest exact decimal form.
    public var description: String {
        guard millionths % 1_000_000 != 0 else { return String(millionths / 1_000_000) }
        let digits = String(millionths % 1_000_000)
        var fraction = String(repeating: "0", count: 6 - digits.count) + digits
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(millionths / 1_000_000).\(fraction)"
    }

    /// The smaller share first.
    public static func < (left: ExactShare, right: ExactShare) -> Bool { left.millionths < right.millionths }
}

extension ExactShare {
    /// Nothing.
    public static let none = ExactShare(clamping: 0)
    /// Everything.
    public static let all = ExactShare(clamping: 1_000_000)

    private init(clamping millionths: Int) { self.number = Int32(truncatingIfNeeded: min(1_000_000, max(0, millionths))) }
}
