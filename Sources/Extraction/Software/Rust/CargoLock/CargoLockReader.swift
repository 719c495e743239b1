internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `Cargo.lock`, versions 1 to 4: every package with its version and digest, and who needs whom.
///
/// Packages without a source lie on the disk. A single one is the project itself; of several the file does not say which folder each is in, so they are members for the layout to place
/// (decision 026). What is needed to build, to test and to run is mixed, for all platforms (`Gap.noScopes`): `Cargo.toml` tells (decision 021).
enum CargoLockReader: Extractor {
    static let reader = "cargo-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "Cargo.lock" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        if let version = toml.root.value("version") {
            guard let number = version.int, (1...4).contains(number) else {
                throw .unsupportedVersion(found: version.int.map { "\($0)" } ?? "", supported: "1, 2, 3, 4")
            }
        }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noScopes]
        if let packages = toml.root.value("package"), packages.array == nil {
            extract.diagnose(.invalidValue(field: "package", value: "", expected: "array of tables"), .error, at: extract.place("package"))
        }
        var walk = CargoLockWalk(extract: extract, document: toml)
        walk.packages()
        walk.digests()
        walk.edges()
        walk.extract.attachLooseParts()
        return walk.extract
    }
}
