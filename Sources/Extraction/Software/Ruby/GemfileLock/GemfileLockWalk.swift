internal import SupplyChain

/// One pass over a `Gemfile.lock`, line by line.
struct GemfileLockWalk {
    /// What the section says of where its gems come from.
    private struct Source {
        var kind = ""
        var remotes: [(address: String, line: Int)] = []
        var revision: String?
    }

    private struct Gem {
        let record: RecordIndex
        let place: Place
        /// The platforms it stands for; `ruby` where none is written.
        var platforms: Set<String>
    }

    private struct Need {
        let from: RecordIndex
        let name: String
        let line: Int
    }

    /// Sections that say nothing of gems.
    private static let silent: Set<String> = ["PLATFORMS", "RUBY VERSION", "BUNDLED WITH"]
    private static let sources: Set<String> = ["GEM", "GIT", "PATH", "PLUGIN SOURCE"]

    private static let mostRemotes = 16
    /// A gem is locked once; a file that has it in many versions is no lock.
    private static let mostVersions = 16

    var extract: Extract
    private var section = ""
    private var source = Source()
    private var gems: [[UInt8]: Gem] = [:]
    private var byName: [[UInt8]: [RecordIndex]] = [:]
    private var needs: [Need] = []
    private var direct: [(name: String, line: Int)] = []
    private var current: RecordIndex?
    private var registries = StatedRegistries()

    init(extract: Extract) {
        self.extract = extract
        _ = self.extract.subject()
    }

    // MARK: Lines

    mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) {
        let indent = line.prefix { $0 == 0x20 }.count
        let text = String(decoding: line.dropFirst(indent), as: UTF8.self).trimmed
        guard !text.isEmpty else { return }
        if indent == 0 { return begin(text, number) }
        if Self.sources.contains(section) {
            switch indent {
            case 2: field(text, number)
            case 4: spec(text, number)
            case 6: need(text, number)
            default: unreadable(text, number)
            }
        } else if section == "DEPENDENCIES" {
            let name = text.prefix { $0 != " " && $0 != "!" }
            direct.append((String(name), number))
        } else if section == "CHECKSUMS" {
            checksum(text, number)
        }
    }

    private mutating func begin(_ text: String, _ number: Int) {
        section = text
        source = Source(kind: text)
        current = nil
        guard !Self.sources.contains(text), !Self.silent.contains(text), text != "DEPENDENCIES", text != "CHECKSUMS" else { return }
        // Marks of a merge that nobody finished stand at the first column too.
        let isSection = text.allSatisfy { $0.isUppercase || $0 == " " || $0 == "-" }
        if isSection { extract.diagnose(.unknownKey(text), .note, at: extract.place(line: number)) } else { unreadable(text, number) }
    }

    private mutating func field(_ text: String, _ number: Int) {
        guard let colon = text.firstIndex(of: ":") else { return unreadable(text, number) }
        let value = String(text[text.index(after: colon)...]).trimmed
        switch text[..<colon] {
        case "remote":
            source.remotes.append((value, number))
            // Each of them may have each gem.
            if source.remotes.count > Self.mostRemotes {
                source.remotes.removeLast()
                extract.diagnose(.limit(name: "remotes", value: "\(Self.mostRemotes)"), at: extract.place(line: number))
            }
        case "revision": source.revision = value
        default: break
        }
    }

    /// `name (version)` or `name (version-platform)`.
    private mutating func spec(_ text: String, _ number: Int) {
        let place = extract.place(line: number)
        guard let (name, version, platform) = Self.parts(text) else { return unreadable(text, number) }
        let key = Array("\(name)@\(version)".utf8)
        if gems[key] != nil {
            if gems[key]?.platforms.insert(platform).inserted == false {
                extract.diagnose(.duplicateReference(extract.clean(name)), at: place)
            }
            current = gems[key]?.record
            return
        }
        let record = add(name, version, at: place)
        gems[key] = Gem(record: record, place: place, platforms: [platform])
        byName[Array(name.utf8), default: []].append(record)
        current = record
    }

    private mutating func add(_ name: String, _ version: String, at place: Place) -> RecordIndex {
        let remote = source.remotes.first?.address ?? ""
        switch source.kind {
        case "PATH":
            // A gem that locks its own development lies where its lock does.
            let isHere = remote == "." || remote.isEmpty
            let record = isHere ? extract.subject() : extract.add(.package, at: place)
            if isHere {
                extract.set(.name, of: record, to: name, at: place)
                extract.set(.version, of: record, to: version, at: place)
            } else {
                extract.describe(record, folder: remote, name: name, version: version, at: place)
            }
            return record
        case "GIT":
            let record = extract.add(.package, at: place)
            let origin = PackageOrigin.git(address: remote, commit: source.revision)
            extract.describe(record, NamedPackage(type: "gem", name: name, version: version, origin: origin), at: place)
            return record
        default:
            let record = extract.add(.package, at: place)
            extract.describe(record, NamedPackage(type: "gem", name: name, version: version), at: place)
            for remote in source.remotes {
                registries.distribute(record, from: remote.address, at: extract.place(line: remote.line), in: &extract)
            }
            return record
        }
    }

    private mutating func need(_ text: String, _ number: Int) {
        guard let current else { return unreadable(text, number) }
        needs.append(Need(from: current, name: String(text.prefix { $0 != " " && $0 != "!" }), line: number))
    }

    /// `name (version) sha256=…`; the digest of one platform's archive is not that of the gem.
    private mutating func checksum(_ text: String, _ number: Int) {
        let place = extract.place(line: number)
        guard let (name, version, platform) = Self.parts(text) else { return unreadable(text, number) }
        guard let gem = gems[Array("\(name)@\(version)".utf8)], platform == "ruby", gem.platforms == ["ruby"] else { return }
        for word in text.split(separator: " ").dropFirst(2) {
            let sides = word.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { continue }
            if !extract.identify(gem.record, digest: Array(sides[1].utf8)[...], algorithm: Array(sides[0].utf8)[...], at: place) {
                unreadable(text, number)
            }
        }
    }

    private mutating func unreadable(_ text: String, _ number: Int) {
        extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: extract.place(line: number))
    }

    private static func parts(_ text: String) -> (name: String, version: String, platform: String)? {
        guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else { return nil }
        let name = text[..<open].trimmed
        let whole = text[text.index(after: open)..<close]
        let version = whole.prefix { $0 != "-" }
        guard !name.isEmpty, !version.isEmpty, !name.contains(" ") else { return nil }
        let platform = whole.dropFirst(version.count + 1)
        return (name, String(version), platform.isEmpty ? "ruby" : String(platform))
    }

    // MARK: Edges

    mutating func edges() {
        var seen: Set<[UInt8]> = []
        for need in needs where seen.insert(Array("\(need.from.index) \(need.name)".utf8)).inserted {
            relate(need.from, to: need.name, line: need.line)
        }
        for (name, line) in direct { relate(extract.subject(), to: name, line: line) }
    }

    private mutating func relate(_ from: RecordIndex, to name: String, line: Int) {
        let place = extract.place(line: line)
        var found = byName[Array(name.utf8)] ?? []
        if found.count > Self.mostVersions { found = [] }
        // The package manager itself is not in its own lock.
        if found.isEmpty, name != "bundler" { extract.dangle(from, name, scope: .runtime, at: place) }
        for target in found where target != from { extract.relate(from, .dependsOn, to: target, at: place) }
    }
}
