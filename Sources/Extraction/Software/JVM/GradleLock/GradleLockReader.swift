internal import Scanning
internal import SupplyChain

/// Reads the lock files of Gradle: `gradle.lockfile`, `buildscript-gradle.lockfile`, and the older ones of one configuration each in `gradle/dependency-locks`.
///
/// The list is flat and does not say what the project asks for itself: the project is assumed to need all of it, in the widest scope of the configurations that it stands in.
enum GradleLockReader: Extractor {
    static let reader = "gradle-lock"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName
        return ["gradle.lockfile", "buildscript-gradle.lockfile"].contains(name)
            || (name.hasSuffix(".lockfile") && document.folders.suffix(2).elementsEqual(["gradle", "dependency-locks"]))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noEdges]
        let name = document.fileName
        let isOfBuild = name.hasPrefix("buildscript-")
        var usual: [String] = []
        if !["gradle.lockfile", "buildscript-gradle.lockfile"].contains(name) {
            extract.projectFolder = document.folders.dropLast(2).joined(separator: "/")
            usual = [String(name.dropLast(".lockfile".count))]
        }
        let subject = extract.subject()
        for (number, line) in Lines(document.bytes) {
            let text = String(decoding: line, as: UTF8.self).trimmed
            guard !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix("empty=") else { continue }
            let place = extract.place(line: number)
            let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let parts = sides[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, !parts.contains("") else {
                extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place)
                continue
            }
            let record = extract.add(.package, at: place)
            extract.describe(record, NamedPackage(group: parts[0], artifact: parts[1], version: parts[2]), at: place)
            let configurations = sides.count == 2 ? sides[1].split(separator: ",").map { String($0).trimmed } : usual
            let scope = isOfBuild ? .build : scope(of: configurations)
            extract.relate(subject, .dependsOn, to: record, at: place, scope: scope, certainty: .assumed)
        }
        return extract
    }

    /// The widest scope: what is on one class path of the program is needed to run, what only processes sources to build, what only tests use to develop.
    private static func scope(of configurations: [String]) -> DependencyScope {
        var scope: DependencyScope?
        for configuration in configurations {
            let name = configuration.lowercased()
            let isTest = name.contains("test")
            let isTool =
                name == "classpath" || name.hasPrefix("kapt") || name.hasPrefix("ksp") || name.contains("annotationprocessor")
                || name.contains("compilerplugin")
            if !isTest, !isTool { return .runtime }
            if !isTest { scope = .build }
            if isTest, scope == nil { scope = .development }
        }
        return scope ?? .runtime
    }
}
