internal import Scanning
internal import SupplyChain

/// Reads `environment.yml` of conda, and what it hands to `pip`.
///
/// `==1.0` and `=1.0=build` pin a version; `=1.0` allows every version that begins so and is open like any range (`Gap.noVersions`). A package comes from the channel that its requirement names, or from the only one
/// that the environment lists; between several the solver chose, so none is stated.
enum CondaEnvironmentReader: Extractor {
    static let reader = "conda-environment"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let parts = document.fileName.lowercased().split(separator: ".")
        guard parts.count >= 2, parts.last == "yml" || parts.last == "yaml" || document.path == "stdin" else { return false }
        let stem = parts.dropLast().joined(separator: ".")
        guard stem.contains("environment") || stem.contains("conda") || stem == "env" else { return false }
        let start = ByteSearch.start(of: document)
        return start.starts(with: "dependencies:".utf8) || ByteSearch.contains(start, "\ndependencies:")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "no mapping", place: "line 1") }
        var walk = CondaEnvironmentWalk(extract: extract, channels: root["channels"], folder: document.folders.map(String.init))
        walk.read(root["dependencies"])
        return walk.finished(registries: root["pip-repositories"])
    }
}

/// One pass over an `environment.yml`.
private struct CondaEnvironmentWalk {
    private var requirements: RequirementsWalk
    private var channels = CondaChannels()
    /// The only channel of the environment.
    private let only: CondaChannel?

    init(extract: Extract, channels list: YAMLValue?, folder: [String]) {
        requirements = RequirementsWalk(extract: extract, folder: folder)
        let named = (list?.sequence ?? []).compactMap { $0.scalar.flatMap { CondaChannel(named: $0) } }
        only = named.count == 1 ? named[0] : nil
    }

    mutating func read(_ list: YAMLValue?) {
        guard let list, !list.isNull else { return }
        guard let elements = list.sequence else {
            return requirements.extract.diagnose(
                .invalidValue(field: "dependencies", value: "", expected: "list"), at: requirements.extract.place(line: list.line))
        }
        for element in elements {
            let place = requirements.extract.place(line: element.line)
            if let text = element.scalar {
                conda(text, at: place)
            } else if let lines = element["pip"]?.sequence {
                pip(lines)
            } else {
                requirements.extract.diagnose(.invalidValue(field: "dependencies", value: "", expected: "text or pip"), at: place)
            }
        }
    }

    private mutating func conda(_ text: String, at place: Place) {
        guard let requirement = CondaRequirement(text) else {
            return requirements.extract.diagnose(.unreadableLine(requirements.extract.clean(String(text.prefix(80)))), at: place)
        }
        let channel = requirement.channel ?? only
        let record = requirements.extract.add(.package, at: place)
        requirements.extract.describe(record, conda: requirement.name, version: requirement.version, channel: channel, at: place)
        if requirement.version == nil, !requirements.extract.gaps.contains(.noVersions) { requirements.extract.gaps.append(.noVersions) }
        requirements.extract.relate(requirements.extract.subject(), .dependsOn, to: record, at: place)
        channels.distribute(record, from: channel, at: place, in: &requirements.extract)
    }

    private mutating func pip(_ lines: [YAMLValue]) {
        for line in lines {
            guard let text = requirements.extract.text(of: line, field: "pip") else { continue }
            let clean = RequirementsReader.withoutComment(text)
            if !clean.isEmpty { requirements.take(clean, at: requirements.extract.place(line: line.line)) }
        }
    }

    /// What was read, with the indexes of `pip` that the environment lists.
    consuming func finished(registries: YAMLValue?) -> Extract {
        for address in registries?.sequence ?? [] {
            if let text = address.scalar {
                requirements.take("--extra-index-url \(text)", at: requirements.extract.place(line: address.line))
            }
        }
        requirements.distribute()
        requirements.extract.gaps += [.noEdges, .noTransitive]
        return requirements.extract
    }
}
