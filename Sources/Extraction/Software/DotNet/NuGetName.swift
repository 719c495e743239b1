internal import SupplyChain

/// Ids of .NET packages, which the package manager compares without regard to case.
enum NuGetName {
    /// The folded id, as bytes for look-up.
    static func folded(_ id: String) -> [UInt8] { id.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 } }

    /// The only version that a range allows: `[1.2.3]`; `nil` for any other range.
    static func pinned(_ range: String) -> String? {
        guard range.hasPrefix("["), range.hasSuffix("]"), !range.contains(",") else { return nil }
        let version = range.dropFirst().dropLast().trimmed
        return version.isEmpty || version.contains("*") ? nil : version
    }
}
