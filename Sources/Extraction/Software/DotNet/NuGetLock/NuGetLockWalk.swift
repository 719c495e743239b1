internal import Scanning
internal import SupplyChain

/// One pass over a `packages.lock.json`.
struct NuGetLockWalk {
    private struct Entry {
        let id: String
        let framework: [UInt8]
        let value: JSONValue
        let record: RecordIndex
        let place: Place
    }

    var extract: Extract
    private var entries: [Entry] = []
    /// By id and version.
    private var records: [[UInt8]: RecordIndex] = [:]
    /// Per framework, by id.
    private var byFramework: [[UInt8]: [[UInt8]: RecordIndex]] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func packages(of framework: String, _ list: JSONValue, at under: Place) {
        guard list.kind == .object else {
            return extract.diagnose(.invalidValue(field: "dependencies", value: list.kind.rawValue, expected: "object"), at: under)
        }
        let target = Array(framework.utf8)
        for (key, value) in list.members {
            guard let id = key.string else { continue }
            let place = extract.place(under: under, id)
            guard value.kind == .object else {
                extract.diagnose(.invalidValue(field: "dependencies", value: value.kind.rawValue, expected: "object"), at: place)
                continue
            }
            let record = record(of: id, value, at: place)
            byFramework[target, default: [:]][NuGetName.folded(id)] = record
            entries.append(Entry(id: id, framework: target, value: value, record: record, place: place))
        }
    }

    private mutating func record(of id: String, _ value: JSONValue, at place: Place) -> RecordIndex {
        let isProject = value["type"]?.string == "Project"
        let version = value["resolved"]?.string
        let key = NuGetName.folded(id) + [0] + Array((version ?? "").utf8) + (isProject ? [1] : [])
        if let met = records[key] { return met }
        let record = extract.add(.package, at: place)
        records[key] = record
        if isProject {
            extract.set(.name, of: record, to: id, at: place)
            extract.meet(record, asSibling: "nuget:" + String(decoding: NuGetName.folded(id), as: UTF8.self), at: place)
            return record
        }
        if version == nil {
            extract.diagnose(.invalidValue(field: "resolved", value: "", expected: "version of \(extract.clean(id))"), at: place)
        }
        extract.describe(record, NamedPackage(type: "nuget", name: id, version: version), at: place)
        if let content = value["contentHash"]?.utf8 {
            // The digest is of the content without the registry's signature, so it has a name of its own.
            let digits = Base64.decoded(content).map { Base64.hexadecimal($0) }
            let algorithm = Array("nugetcontent".utf8)[...]
            if digits.map({ extract.identify(record, digest: $0[...], algorithm: algorithm, at: place) }) != true {
                extract.diagnose(.invalidValue(field: "contentHash", value: extract.clean(content), expected: "Base64"), at: place)
            }
        }
        return record
    }

    mutating func edges() {
        let subject = extract.subject()
        for entry in entries {
            switch entry.value["type"]?.string {
            case "Direct", "Project": extract.relate(subject, .dependsOn, to: entry.record, at: entry.place)
            case "Transitive", "CentralTransitive": break
            case let other:
                extract.diagnose(
                    .invalidValue(field: "type", value: extract.clean(other ?? ""), expected: "Direct, Transitive, Project"),
                    at: entry.place)
            }
            guard let needs = entry.value["dependencies"], !needs.isNull else { continue }
            let under = extract.place(under: entry.place, "dependencies")
            if needs.kind != .object {
                extract.diagnose(.invalidValue(field: "dependencies", value: needs.kind.rawValue, expected: "object"), at: under)
            }
            for (key, _) in needs.members {
                guard let id = key.string else { continue }
                let place = extract.place(under: under, id)
                guard let target = target(id, of: entry.framework) else {
                    extract.dangle(entry.record, id, scope: .runtime, at: place)
                    continue
                }
                if target != entry.record { extract.relate(entry.record, .dependsOn, to: target, at: place) }
            }
        }
    }

    /// What a list for one runtime (`net8.0/linux-x64`) leaves out stands in that of its framework.
    private func target(_ id: String, of framework: [UInt8]) -> RecordIndex? {
        let name = NuGetName.folded(id)
        return byFramework[framework]?[name] ?? byFramework[Array(framework.prefix { $0 != UInt8(ascii: "/") })]?[name]
    }
}
