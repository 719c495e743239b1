internal import SupplyChain

/// Where a package comes from, as far as that makes it another package than the registry's of that name.
enum PackageOrigin: Hashable, Sendable {
    /// A registry.
    case registry
    /// A repository, at a commit where one is told.
    case git(address: String, commit: String?)
    /// An archive at an address.
    case archive(String)

    /// The address as a purl writes it: `git+URL@COMMIT` for a repository; without credentials.
    var address: String? {
        let text: String
        switch self {
        case .registry: return nil
        case .git(let address, let commit): text = "git+\(address)" + (commit.map { "@\($0)" } ?? "")
        case .archive(let address): text = address
        }
        return CredentialFilter.redacting(text) ?? text
    }

    fileprivate var qualifiers: [PackageURL.Qualifier] {
        guard let address else { return [] }
        if case .git = self { return [PackageURL.Qualifier(key: "vcs_url", value: address)] }
        return [PackageURL.Qualifier(key: "download_url", value: address)]
    }
}

/// A package as a reader met it, before it is a record.
struct NamedPackage {
    /// The type of its purl: `cargo`, `maven`.
    let type: String
    /// The namespace, where the type has one.
    var namespace: String?
    /// The name.
    let name: String
    /// The name for people, where it is another one: the whole path of a module.
    var shown: String?
    /// The version, where one is told.
    var version: String?
    /// Where it comes from.
    var origin = PackageOrigin.registry
    /// What tells artefacts of one name apart.
    var qualifiers: [PackageURL.Qualifier] = []

    /// Its purl, without credentials: once percent-encoded, nobody would know them for what they are.
    ///
    /// `nil` where the parts make none.
    var purl: PackageURL? {
        if case .git(let address, _) = origin, address.isEmpty { return nil }
        let stated = qualifiers.map { PackageURL.Qualifier(key: $0.key, value: Self.clean($0.value)) }
        return PackageURL(
            type: type, namespace: namespace.map(Self.clean), name: Self.clean(name), version: version.map(Self.clean),
            qualifiers: stated + origin.qualifiers)
    }

    private static func clean(_ text: String) -> String { CredentialFilter.redacting(text) ?? text }
}

extension Extract {
    /// Names and identifies a package of a package manager.
    mutating func describe(_ record: RecordIndex, _ package: NamedPackage, at place: Place) {
        let purl = package.purl
        if let purl {
            identify(record, by: .packageURL, purl.canonical, at: place)
        } else {
            diagnose(.missingIdentity(name: clean(package.shown ?? package.name)), at: place)
        }
        set(.name, of: record, to: package.shown ?? package.name, at: place)
        if let version = package.version { set(.version, of: record, to: version, at: place) }
        if let address = package.origin.address, purl != nil { set(.reference, of: record, to: address, at: place) }
    }

    /// Names a package that lies in a folder of the inputs: no registry has it, so it has no purl.
    ///
    /// - Parameter path: As the document writes it; what leads out of the inputs names no project.
    mutating func describe(_ record: RecordIndex, folder path: String, name: String, version: String? = nil, at place: Place) {
        set(.name, of: record, to: name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        let here = file.split(separator: "/").dropLast().map(String.init)
        if !path.isEmpty, let project = FolderPath.resolve(path, from: here) {
            identify(record, by: .project, project, at: place)
        } else {
            diagnose(.notFollowed(clean(path)), .note, at: place)
        }
    }

    /// Notes a gap once.
    mutating func note(_ gap: Gap) { if !gaps.contains(gap) { gaps.append(gap) } }
}
