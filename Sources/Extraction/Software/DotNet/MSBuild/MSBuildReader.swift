internal import Scanning
internal import SupplyChain

/// Reads project files of .NET (`*.csproj`, `*.fsproj`, `*.vbproj`, `Directory.Build.props`, `Directory.Packages.props`): the packages and projects that they refer to.
///
/// `13.0.1` means at least that, so references are packages without version (`Gap.noVersions`) that the lock beside them settles (decision 008); `[13.0.1]` pins one. Versions kept in one place for all
/// projects (`PackageVersion`) say what may be used and are `offered`; `GlobalPackageReference` is needed to build. Nothing is evaluated: a reference under a condition counts, assumed.
enum MSBuildReader: Extractor {
    static let reader = "msbuild"
    static let coverage: Coverage = [.components, .versions, .licences]

    private static let endings = [".csproj", ".fsproj", ".vbproj"]
    private static let names: Set<String> = [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Packages.props",
    ]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard names.contains(document.fileName) || endings.contains(where: { document.fileName.hasSuffix($0) }) else { return false }
        return ByteSearch.firstMark(document.bytes) == UInt8(ascii: "<") || ByteSearch.isWide(document.bytes[...])
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let xml = try XMLDocument(reading: document)
        guard xml.root.name == "Project" else { throw .malformed(reason: "no project", place: "line \(xml.root.line)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if let line = xml.trailingLine { extract.diagnose(.malformed(reason: "text behind the document"), at: extract.place(line: line)) }
        var walk = MSBuildWalk(extract: extract, project: xml.root)
        let stem = endings.first { document.fileName.hasSuffix($0) }.map { String(document.fileName.dropLast($0.count)) }
        walk.read(project: stem)
        return walk.extract
    }
}
