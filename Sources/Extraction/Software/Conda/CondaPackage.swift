internal import SupplyChain

/// A requirement as conda writes it: `channel::name=1.0=build`, `name >=1,<2`, `name[version='1.0']`.
struct CondaRequirement: Hashable {
    /// The name, in lower case.
    let name: String
    /// The version, where the requirement leaves only one.
    let version: String?
    /// The channel that it names.
    let channel: CondaChannel?

    /// Reads a requirement, or `nil` for what is none.
    init?(_ text: String) {
        var rest = text.trimmed[...]
        if let mark = rest.firstRange(of: " #") { rest = rest[..<mark.lowerBound] }
        if let mark = rest.firstRange(of: "::") {
            channel = CondaChannel(named: String(rest[..<mark.lowerBound]))
            rest = rest[mark.upperBound...]
        } else {
            channel = nil
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }
        guard let first = name.first, first.isLetter || first.isNumber || first == "_" else { return nil }
        self.name = name.lowercased()
        let constraint = rest[name.endIndex...].trimmed
        guard constraint.first.map({ "=<>!~[ *".contains($0) || rest[name.endIndex...].first == " " }) ?? true else { return nil }
        version = Self.pinned(constraint)
    }

    /// The one version that `constraint` allows.
    ///
    /// One `=` allows every version that begins so, unless a build stands behind it.
    private static func pinned(_ constraint: String) -> String? {
        if constraint.hasPrefix("["), let start = constraint.firstRange(of: "version=") {
            let value = constraint[start.upperBound...].drop { $0 == "=" || $0 == "'" || $0 == "\"" || $0 == " " }
            return plain(value.prefix { $0 != "'" && $0 != "\"" && $0 != "]" && $0 != " " })
        }
        let isExact = constraint.hasPrefix("==")
        let isLoose = !isExact && constraint.hasPrefix("=")
        let parts = constraint.drop { $0 == "=" }.split(whereSeparator: { $0 == "=" || $0 == " " })
        guard let version = parts.first, parts.count <= 2, !isLoose || parts.count == 2 else { return nil }
        return plain(version)
    }

    /// A version without wildcards, alternatives and comparisons.
    private static func plain(_ text: Substring) -> String? {
        let isVersion =
            text.first?.isNumber == true && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._+!-".contains($0)) }
        return isVersion ? String(text) : nil
    }
}

/// Who built a package of conda: a channel, by name on the public host, or by host and path.
struct CondaChannel: Hashable {
    /// `conda-forge`, or `host/path` elsewhere.
    let name: String
    /// The host where it is not the public one.
    let host: HostName?

    /// The channel that is meant where none is named, under its several names.
    private static let defaults: Set<String> = ["defaults", "main", "r", "msys2", "pkgs/main", "pkgs/r", "pkgs/msys2", "pkgs/free"]

    /// Whether packages of it need no channel to be told apart.
    var isDefault: Bool { host == nil && Self.defaults.contains(name) }

    /// A channel as environments name it: a name, or an address; `nil` for what names none.
    init?(named text: String) {
        let plain = text.trimmed
        guard !plain.isEmpty, plain != "nodefaults", plain != "local" else { return nil }
        if plain.contains("://") {
            self.init(address: plain, dropping: 0)
        } else {
            self.init(name: plain)
        }
    }

    /// The channel of a package at an address: what stands before the platform and the file.
    init?(ofPackageAt address: String) { self.init(address: address, dropping: 2) }

    private init(name: String) {
        self.name = name
        host = nil
    }

    private init?(address: String, dropping last: Int) {
        guard let host = HostName(ofURL: address), let mark = address.firstRange(of: "://") else { return nil }
        var parts = address[mark.upperBound...].prefix { $0 != "#" && $0 != "?" }.split(separator: "/").dropFirst().dropLast(last)
        // A token of the reader's own stands before the channel.
        if parts.first == "t" { parts = parts.dropFirst(2) }
        guard !parts.isEmpty else { return nil }
        let path = parts.joined(separator: "/")
        let isPublic = StatedRegistries.isUsual(host)
        name = isPublic ? path : "\(host.text)/\(path)"
        self.host = isPublic ? nil : host
    }
}

extension Extract {
    /// Names and identifies a package of conda.
    ///
    /// A channel builds its own packages, so it is part of the identity, except for the one that is meant where none is named (decision 020). Builds and platforms are not: they are artefacts of one package.
    mutating func describe(_ record: RecordIndex, conda name: String, version: String?, channel: CondaChannel?, at place: Place) {
        set(.name, of: record, to: name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        let qualifiers = channel.flatMap { $0.isDefault ? nil : [PackageURL.Qualifier(key: "channel", value: clean($0.name))] } ?? []
        guard let purl = PackageURL(type: "conda", name: name, version: version, qualifiers: qualifiers) else {
            return diagnose(.missingIdentity(name: clean(name)), at: place)
        }
        identify(record, by: .packageURL, purl.canonical, at: place)
    }
}

/// The channels that a document names, one record each.
struct CondaChannels {
    private var known: [CondaChannel: RecordIndex] = [:]

    /// States that `package` comes from `channel`; of the default one the Catalog speaks.
    mutating func distribute(_ package: RecordIndex, from channel: CondaChannel?, at place: Place, in extract: inout Extract) {
        guard let channel, !channel.isDefault else { return }
        if let host = channel.host, !host.isPublic || host.text.hasSuffix(".example") { return }
        let registry = known[channel] ?? add(channel, at: place, in: &extract)
        known[channel] = registry
        extract.relate(package, .distributedBy, to: registry, at: place)
    }

    private func add(_ channel: CondaChannel, at place: Place, in extract: inout Extract) -> RecordIndex {
        if let host = channel.host {
            let registry = extract.add(.registry, at: place)
            extract.set(.name, of: registry, to: channel.name, at: place)
            extract.mention(registry, as: .hostname, host.text, at: place)
            return registry
        }
        // The Catalog knows the largest one by its own name.
        let id = channel.name == "conda-forge" ? "registry:conda-forge" : "registry:conda/\(extract.clean(channel.name))"
        let registry = extract.add(.registry, id: NodeID(id), at: place)
        extract.set(.name, of: registry, to: channel.name, at: place)
        return registry
    }
}
