extension Diagnostic.Problem {
    /// The same without credentials: what is odd is quoted from documents, and what is quoted is printed.
    var redacted: Diagnostic.Problem {
        switch self {
        case .malformed(let reason): .malformed(reason: Self.clean(reason))
        case .unreadable(let reason): .unreadable(reason: Self.clean(reason))
        case .limit(let name, let value): .limit(name: Self.clean(name), value: Self.clean(value))
        case .unsupportedVersion(let found, let supported): .unsupportedVersion(found: Self.clean(found), supported: supported)
        case .missingIdentity(let name): .missingIdentity(name: Self.clean(name))
        case .danglingReference(let text): .danglingReference(Self.clean(text))
        case .duplicateReference(let text): .duplicateReference(Self.clean(text))
        case .duplicateKey(let text): .duplicateKey(Self.clean(text))
        case .invalidValue(let field, let value, let expected):
            .invalidValue(field: Self.clean(field), value: Self.clean(value), expected: expected)
        case .invalidPackageURL(let text): .invalidPackageURL(Self.clean(text))
        case .unknownKey(let text): .unknownKey(Self.clean(text))
        case .unreadableLine(let text): .unreadableLine(Self.clean(text))
        case .credentialRedacted(let field): .credentialRedacted(field: Self.clean(field))
        case .unresolvedBase(let text): .unresolvedBase(Self.clean(text))
        case .notFollowed(let text): .notFollowed(Self.clean(text))
        case .invalidShare(let text): .invalidShare(Self.clean(text))
        // What is left quotes claims, which went through the filter already, or nothing.
        case .truncated, .notUTF8, .linkNotFollowed, .specialFile, .unsatisfiableGroup, .conflict, .contested, .refusedJoin, .lookalikes,
            .stale:
            self
        }
    }

    private static func clean(_ text: String) -> String { CredentialFilter.redacting(text) ?? text }
}
