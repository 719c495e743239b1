internal import Scanning
internal import SupplyChain

/// Reads `pom.xml`: what the project is called, and what it asks for itself.
///
/// Versions come from the file alone: from the dependency, from `dependencyManagement`, through properties. What else `dependencyManagement` decides is there for modules that ask without a version; what a
/// parent elsewhere or an imported list decides is not looked up anywhere, and a version that stays open is told. The parent, imported lists and plugins are needed to build. Modules are members of the project; which dependency is one of them, the layout finds (decision 026).
enum MavenReader: Extractor {
    static let reader = "maven"
    static let coverage: Coverage = [.components, .relationships, .versions, .licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        let isNamed = document.fileName == "pom.xml" || document.fileName.hasSuffix(".pom") || document.path == "stdin"
        guard isNamed, ByteSearch.firstMark(document.bytes) == UInt8(ascii: "<") || ByteSearch.isWide(document.bytes[...]) else {
            return false
        }
        let start = ByteSearch.start(of: document)
        return document.fileName == "pom.xml" || (ByteSearch.contains(start, "<project") && ByteSearch.contains(start, "<artifactId>"))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let xml = try XMLDocument(reading: document)
        guard xml.root.name == "project" else { throw .malformed(reason: "no project", place: "line \(xml.root.line)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if let line = xml.trailingLine { extract.diagnose(.malformed(reason: "text behind the document"), at: extract.place(line: line)) }
        var walk = MavenWalk(extract: extract, project: xml.root)
        walk.describeProject()
        walk.requirements()
        walk.build()
        walk.decisions()
        walk.modules()
        return walk.extract
    }
}
