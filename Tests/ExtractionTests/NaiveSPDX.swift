import Foundation

/// SPDX documents counted in the plainest way, to compare the readers with: which relationships hold between two packages, once files speak for what holds them.
struct NaiveSPDX {
    var packages: Set<String> = []
    var files: Set<String> = []
    var builds: Set<String> = []
    var silent: Set<String> = []
    var roots: Set<String> = []
    /// From, type, to.
    var relationships: [(String, String, String)] = []
    /// What holds a file, last wish first.
    var holders: [String: String] = [:]
    var implied: [String: String] = [:]

    /// Types whose direction is from the dependent to the dependency, whole to part or later to earlier.
    private static let forward: Set<String> = [
        "DEPENDS_ON", "HAS_PREREQUISITE", "DYNAMIC_LINK", "STATIC_LINK", "CONTAINS", "DISTRIBUTION_ARTIFACT", "DESCENDANT_OF",
        "GENERATED_FROM", "COPY_OF", "EXPANDED_FROM_ARCHIVE", "dependsOn", "hasDynamicLink", "hasStaticLink", "hasOptionalDependency",
        "hasOptionalComponent", "hasPrerequisite", "hasRequirement", "hasProvidedDependency", "hasDataFile", "usesTool", "hasInput",
        "hasHost", "testedOn", "contains", "descendantOf", "trainedOn",
    ]
    /// Types the other way round.
    private static let backward: Set<String> = [
        "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PROVIDED_DEPENDENCY_OF", "PREREQUISITE_FOR", "OPTIONAL_DEPENDENCY_OF",
        "OPTIONAL_COMPONENT_OF", "DATA_FILE_OF", "BUILD_DEPENDENCY_OF", "BUILD_TOOL_OF", "DEV_DEPENDENCY_OF", "DEV_TOOL_OF",
        "TEST_DEPENDENCY_OF", "TEST_TOOL_OF", "TEST_OF", "TEST_CASE_OF", "CONTAINED_BY", "PACKAGE_OF", "ANCESTOR_OF", "GENERATES",
        "ancestorOf", "generates", "packagedBy", "expandsTo", "copiedTo", "hasDistributionArtifact",
    ]

    /// What an id stands for once files speak for what holds them; `nil` for nobody.
    private func speaker(_ id: String, _ steps: Int = 0) -> String? {
        if !files.contains(id) { return silent.contains(id) || builds.contains(id) ? nil : id }
        guard steps < 50, let holder = holders[id] ?? implied[id] else { return roots.contains(id) ? "SPDXRef-DOCUMENT" : nil }
        return speaker(holder, steps + 1)
    }

    /// The relationships that are edges, in either direction; what a build takes in is counted by the test of builds.
    var edges: Int {
        relationships.count { from, type, to in
            let isContents = ["CONTAINS", "contains", "CONTAINED_BY", "PACKAGE_OF"].contains(type)
            if isContents, files.contains(type == "CONTAINED_BY" || type == "PACKAGE_OF" ? from : to) { return false }
            guard Self.forward.contains(type) || Self.backward.contains(type) else { return false }
            guard let one = speaker(from), let other = speaker(to), one != other else { return false }
            return true
        }
    }

    /// How many relationships there are of each type that make no edge by their type.
    var others: Int { relationships.count { !Self.forward.contains($0.1) && !Self.backward.contains($0.1) } }

    /// A tag-value document, line by line.
    init(tagValue bytes: [UInt8]) {
        var package: String?
        var section = ""
        var inText = false
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if inText {
                inText = !line.contains("</text>")
                continue
            }
            inText = line.contains("<text>") && !line.contains("</text>")
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingPrefix(while: \.isWhitespace).split(separator: " ").map(String.init)
            switch line[..<colon] {
            case "PackageName", "FileName", "LicenseID": section = String(line[..<colon])
            case "SPDXID" where section == "PackageName":
                package = value.first
                packages.insert(value.first ?? "")
            case "SPDXID" where section == "FileName":
                files.insert(value.first ?? "")
                implied[value.first ?? ""] = package
            case "Relationship" where value.count >= 3: add(value[0], value[1].uppercased(), value[2])
            default: break
            }
        }
    }

    /// A graph of SPDX 3, element by element.
    init(graph bytes: [UInt8]) throws {
        let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
        let elements = root["@graph"] as? [[String: Any]] ?? []
        for element in elements {
            let type = element["type"] as? String ?? ""
            let id = element["spdxId"] as? String ?? element["@id"] as? String ?? ""
            switch type {
            case "Relationship", "LifecycleScopedRelationship": break
            case _ where type.hasSuffix("Package"): packages.insert(id)
            case "software_File", "software_Snippet": files.insert(id)
            case "build_Build": builds.insert(id)
            case "Tool": break
            case "SpdxDocument", "software_Sbom": roots.formUnion(element["rootElement"] as? [String] ?? [])
            default: silent.insert(id)
            }
        }
        for element in elements where (element["type"] as? String ?? "").hasSuffix("Relationship") {
            let type = element["relationshipType"] as? String ?? ""
            let words = type.split(separator: "_").map { $0.lowercased() }
            let camel = type.contains("_") || type == "DESCRIBES" ? words[0] + words.dropFirst().map { $0.capitalized }.joined() : type
            for to in element["to"] as? [String] ?? [] { add(element["from"] as? String ?? "", camel, to) }
        }
    }

    private mutating func add(_ from: String, _ type: String, _ to: String) {
        relationships.append((from, type, to))
        switch type {
        case "CONTAINS", "contains": if files.contains(to), holders[to] == nil { holders[to] = from }
        case "CONTAINED_BY": if files.contains(from), holders[from] == nil { holders[from] = to }
        case "generates", "expandsTo", "copiedTo", "packagedBy", "ancestorOf", "hasDistributionArtifact":
            if files.contains(to), implied[to] == nil, packages.contains(from) || files.contains(from), from != to { implied[to] = from }
        case "DESCRIBES": roots.insert(to)
        default: break
        }
    }
}
