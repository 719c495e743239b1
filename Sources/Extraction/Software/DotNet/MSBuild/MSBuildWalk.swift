internal import SupplyChain

/// One pass over a project file of .NET.
struct MSBuildWalk {
    private(set) var extract: Extract
    private let project: XMLDocument.Element
    private var properties: [[UInt8]: String] = [:]

    init(extract: Extract, project: XMLDocument.Element) {
        self.extract = extract
        self.project = project
        for group in project.all("PropertyGroup") {
            for property in group.children { if let text = property.text { properties[Array(property.name.utf8)] = text } }
        }
    }

    /// - Parameter name: The name of the project: that of its file; `nil` for a file that several projects share.
    mutating func read(project name: String?) {
        if let name { describe(name) }
        for group in project.all("ItemGroup") {
            let isConditional = group.attribute("Condition") != nil
            for item in group.children { take(item, isConditional: isConditional || item.attribute("Condition") != nil) }
        }
    }

    private mutating func describe(_ name: String) {
        let subject = extract.subject()
        let place = extract.place(line: project.line)
        extract.set(.name, of: subject, to: name, at: place)
        for called in Set([name, value("PackageId") ?? name, value("AssemblyName") ?? name].map { NuGetName.folded($0) }).sorted(by: {
            $0.lexicographicallyPrecedes($1)
        }) {
            extract.answer(subject, toSibling: "nuget:" + String(decoding: called, as: UTF8.self), at: place)
        }
        if let version = value("Version") { extract.set(.version, of: subject, to: version, at: place) }
        if let licence = value("PackageLicenseExpression") { extract.set(.licence, of: subject, to: licence, at: place) }
    }

    private func value(_ property: String) -> String? { properties[Array(property.utf8)].flatMap { expanded($0) } }

    /// `text` with properties of the file in place of `$(…)`; `nil` where one is not told here.
    private func expanded(_ text: String) -> String? {
        var text = text
        for _ in 0..<16 {
            guard let mark = text.firstRange(of: "$(") else { return text }
            guard let end = text[mark.upperBound...].firstIndex(of: ")"),
                let value = properties[Array(text[mark.upperBound..<end].utf8)]
            else { return nil }
            text = String(text[..<mark.lowerBound]) + value + String(text[text.index(after: end)...])
            guard text.utf8.count <= 4_096 else { return nil }
        }
        return nil
    }

    // MARK: Items

    private mutating func take(_ item: XMLDocument.Element, isConditional: Bool) {
        let certainty: Certainty = isConditional ? .assumed : .known
        switch item.name {
        case "PackageReference": for id in included(item) { reference(id, item, certainty) }
        case "PackageDownload": for id in included(item) { need(id, item, .build, certainty) }
        case "GlobalPackageReference": for id in included(item) { need(id, item, .build, certainty) }
        case "PackageVersion": for id in included(item) { need(id, item, .runtime, certainty, strength: .offered) }
        case "ProjectReference": for path in included(item) { neighbour(path, at: extract.place(line: item.line), certainty) }
        default: break
        }
    }

    /// What an item names: a list, separated by semicolons.
    ///
    /// `Update` and `Remove` change references that stand elsewhere.
    private mutating func included(_ item: XMLDocument.Element) -> [String] {
        guard let text = item.attribute("Include") else {
            if item.attribute("Update") == nil, item.attribute("Remove") == nil {
                extract.diagnose(.missingIdentity(name: item.name), at: extract.place(line: item.line))
            }
            return []
        }
        guard let whole = expanded(text) else {
            extract.diagnose(
                .invalidValue(field: item.name, value: extract.clean(text), expected: "a property of this file"), .note,
                at: extract.place(line: item.line))
            return []
        }
        return whole.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty && !$0.contains("@(") && !$0.contains("*") }
    }

    /// What is private to the project in everything is only there to build it: an analyser, a generator.
    private mutating func reference(_ id: String, _ item: XMLDocument.Element, _ certainty: Certainty) {
        let kept = (item.attribute("PrivateAssets") ?? item.text("PrivateAssets") ?? "").lowercased()
        let included = (item.attribute("IncludeAssets") ?? item.text("IncludeAssets") ?? "").lowercased()
        let isTool = kept == "all" && !included.contains("compile") || included == "none"
        need(id, item, isTool ? .build : .runtime, certainty)
    }

    private mutating func need(
        _ id: String, _ item: XMLDocument.Element, _ scope: DependencyScope, _ certainty: Certainty, strength: Strength? = nil
    ) {
        let place = extract.place(line: item.line)
        let texts = [item.attribute("VersionOverride"), item.attribute("Version"), item.text("VersionOverride"), item.text("Version")]
        let range = texts.compactMap { $0 }.first.flatMap { expanded($0) }
        let version = range.flatMap { NuGetName.pinned($0) }
        if version == nil { extract.note(.noVersions) }
        let record = extract.add(.package, at: place)
        extract.describe(record, NamedPackage(type: "nuget", name: id, version: version), at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, strength: strength, certainty: certainty)
    }

    private mutating func neighbour(_ path: String, at place: Place, _ certainty: Certainty) {
        let parts = path.split { $0 == "\\" || $0 == "/" }.map(String.init)
        let isAbsolute = path.hasPrefix("/") || path.hasPrefix("\\") || parts.first?.hasSuffix(":") == true
        guard let file = parts.last, !isAbsolute else {
            return extract.diagnose(.notFollowed(extract.clean(path)), .note, at: place)
        }
        // Two project files in one folder are one project here.
        guard parts.count > 1 else { return }
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        let record = extract.add(.package, at: place)
        extract.describe(record, folder: parts.dropLast().joined(separator: "/"), name: stem, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, certainty: certainty)
    }
}
