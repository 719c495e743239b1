/// A package URL in canonical form: the primary key of packages across ecosystems (ECMA-427).
///
/// Parts are decoded and brought into the form of their type (`PackageURL.Rules`). Two purls name the same thing exactly when their canonical texts have the same
/// bytes.
public struct PackageURL: Sendable, Hashable {
    /// The ecosystem, lower case: `pypi`, `npm`, `huggingface`.
    public let type: String
    /// The namespace, decoded, or `nil`: `@aws-sdk`, `org.tensorflow`.
    public let namespace: String?
    /// The name, decoded.
    public let name: String
    /// The version, decoded, or `nil`.
    public let version: String?
    /// The qualifiers, sorted by key.
    public let qualifiers: [Qualifier]
    /// The subpath, decoded, or `nil`.
    public let subpath: String?

    /// One `key=value` after the `?`.
    public struct Qualifier: Sendable, Hashable {
        /// The key, lower case.
        public let key: String
        /// The value, decoded.
        public let value: String

        /// A qualifier.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// A purl from decoded parts, which are brought into the form of their type; `nil` where a part cannot be.
    ///
    /// Refused: a type that is not `[a-z][a-z0-9.-]*`, an empty name, a missing namespace where the type requires one, a qualifier key twice or of other characters.
    public init?(
        type: String, namespace: String? = nil, name: String, version: String? = nil, qualifiers: [Qualifier] = [], subpath: String? = nil
    ) {
        let type = Self.lowered(type)
        guard Self.isType(type) else { return nil }
        let rules = Rules.of(type)
        let parts = (namespace ?? "").split(separator: "/").map(String.init).filter { !$0.isEmpty }
        let joined = parts.joined(separator: "/")
        guard !name.isEmpty, !rules.requiresNamespace || !joined.isEmpty else { return nil }
        var kept: [Qualifier] = []
        for qualifier in qualifiers where !qualifier.value.isEmpty {
            let key = Self.lowered(qualifier.key)
            guard Self.isKey(key), !kept.contains(where: { $0.key.isBytewiseEqual(to: key) }) else { return nil }
            kept.append(Qualifier(key: key, value: qualifier.value))
        }
        self.type = type
        self.namespace = joined.isEmpty ? nil : rules.foldsNamespace ? Self.lowered(joined) : joined
        self.name = rules.name(name)
        self.version = version.flatMap { $0.isEmpty ? nil : rules.foldsVersion ? Self.lowered($0) : $0 }
        self.qualifiers = kept.sorted { $0.key.isBytewiseLess(than: $1.key) }
        let segments = (subpath ?? "").split(separator: "/").filter { $0 != "." && $0 != ".." }
        self.subpath = segments.isEmpty ? nil : segments.joined(separator: "/")
    }

    /// Reads `pkg:type/namespace/name@version?qualifiers#subpath`, or `nil` if it is not one.
    ///
    /// O(length).
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard rest.count <= 65_536, rest.count > 4, Self.lowered(String(decoding: rest.prefix(4), as: UTF8.self)) == "pkg:" else {
            return nil
        }
        var subpath: String?
        if let hash = rest.lastIndex(of: UInt8(ascii: "#")) {
            let segments = rest[(hash + 1)...].split(separator: UInt8(ascii: "/")).map(Self.decoded)
            guard segments.allSatisfy({ $0?.contains("/") == false }) else { return nil }
            subpath = segments.compactMap { $0 }.joined(separator: "/")
            rest = rest[..<hash]
        }
        var qualifiers: [Qualifier] = []
        if let mark = rest.lastIndex(of: UInt8(ascii: "?")) {
            for pair in rest[(mark + 1)...].split(separator: UInt8(ascii: "&")) {
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), let value = Self.decoded(pair[(equals + 1)...]) else {
                    return nil
                }
                qualifiers.append(Qualifier(key: String(decoding: pair[..<equals], as: UTF8.self), value: value))
            }
            rest = rest[..<mark]
        }
        rest = rest.dropFirst(4).drop { $0 == UInt8(ascii: "/") }
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let type = String(decoding: rest[..<slash], as: UTF8.self)
        rest = rest[(slash + 1)...]
        var version: String?
        // An `@` before the last `/` is a scope that somebody forgot to encode, not a version.
        if let at = rest.lastIndex(of: UInt8(ascii: "@")), at > rest.startIndex, rest[rest.index(before: at)] != UInt8(ascii: "/") {
            guard let decoded = Self.decoded(rest[(at + 1)...]) else { return nil }
            version = decoded
            rest = rest[..<at]
        }
        while rest.last == UInt8(ascii: "/") { rest.removeLast() }
        let segments = rest.split(separator: UInt8(ascii: "/")).map(Self.decoded)
        guard let last = segments.last, let name = last, segments.allSatisfy({ $0 != nil }) else { return nil }
        let namespace = segments.dropLast().compactMap { $0 }
        guard !namespace.contains(where: { $0.contains("/") }) else { return nil }
        self.init(
            type: type, namespace: namespace.isEmpty ? nil : namespace.joined(separator: "/"), name: name, version: version,
            qualifiers: qualifiers,
            subpath: subpath)
    }

    /// Equality of the canonical texts' bytes; canonical equivalence of Unicode does not count.
    public static func == (left: PackageURL, right: PackageURL) -> Bool { left.canonical.isBytewiseEqual(to: right.canonical) }

    /// Feeds the canonical text's bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in canonical.utf8 { hasher.combine(byte) }
    }

    /// The canonical text, with version, qualifiers and subpath.
    public var canonical: String {
        var text = withoutVersion
        if let version { text += "@" + Self.encoded(version) }
        if !qualifiers.isEmpty { text += "?" + qualifiers.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&") }
        if let subpath { text += "#" + subpath.split(separator: "/").map { Self.encoded(String($0)) }.joined(separator: "/") }
        return text
    }

    /// The canonical text without version, qualifiers and subpath: the name of the package as such.
    public var withoutVersion: String {
        let spaced = namespace.map { $0.split(separator: "/").map { Self.encoded(String($0)) }.joined(separator: "/") + "/" } ?? ""
        return "pkg:\(type)/\(spaced)\(Self.encoded(name))"
    }
}

// MARK: - Characters

extension PackageURL {
    /// ASCII letters in lower case; everything else as it is, so that no locale and no Unicode table decides an identity.
    static func lowered(_ text: String) -> String {
        guard text.utf8.contains(where: { (65...90).contains($0) }) else { return text }
        return String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    private static func isType(_ type: String) -> Bool {
        guard let first = type.utf8.first, (97...122).contains(first) else { return false }
        return type.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
    }

    private static func isKey(_ key: String) -> Bool {
        guard let first = key.utf8.first, !(48...57).contains(first) else { return false }
        return key.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "_")
        }
    }

    /// Everything but `A–Z a–z 0–9 . - _ ~ :` as `%XX`.
    static func encoded(_ text: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard !text.utf8.allSatisfy(isPlain) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `%XX` undone; `nil` where the result is not UTF-8.
    ///
    /// A `%` without two digits stands for itself.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(validating: bytes, as: UTF8.self) }
        var out: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex, let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2]) {
                out.append(high << 4 | low)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
