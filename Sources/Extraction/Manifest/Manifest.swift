internal import SupplyChain

/// What a walk over folders must know of `chokepoint.yaml` before anything is read.
public enum Manifest {
    /// Whether a file of this name is a manifest.
    public static func isManifest(fileName: String) -> Bool { fileName == "chokepoint.yaml" || fileName == "chokepoint.yml" }

    /// The patterns under `ignore`, for the walk over folders; nothing where the manifest cannot be read.
    public static func ignorePatterns(in document: SourceDocument) -> [String] {
        guard let root = try? YAMLDocument(parsing: document.bytes, depth: document.depth).root else { return [] }
        return (root["ignore"]?.sequence ?? []).compactMap(\.scalar)
    }
}
