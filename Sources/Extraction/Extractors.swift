/// The readers, in the order in which they are asked.
public enum Extractors {
    /// Every reader; the first that recognises a document reads it.
    public static let all: [any Extractor.Type] = [
        // Names that only one format has.
        ManifestReader.self,
        PackageLockReader.self,
        PackageJSONReader.self,
        UvLockReader.self,
        PoetryLockReader.self,
        PyProjectReader.self,
        PyLockReader.self,
        PDMLockReader.self,
        PipfileReader.self,
        PipfileLockReader.self,
        YarnBerryReader.self,
        YarnLockReader.self,
        PNPMLockReader.self,
        BunLockReader.self,
        CondaLockReader.self,
        CondaExplicitReader.self,
        CondaEnvironmentReader.self,
        AdapterConfigReader.self,
        ModelConfigReader.self,
        ModelfileReader.self,
        EnvReader.self,
        ComposeReader.self,
        DockerfileReader.self,
        HelmReader.self,
        TerraformReader.self,
        RequirementsReader.self,
        // Formats that say what they are.
        WeightsPointerReader.self,
        ONNXReader.self,
        GGUFReader.self,
        SafetensorsReader.self,
        GraphDocumentReader.self,
        CycloneDXReader.self,
        SPDX2Reader.self,
        SPDX3Reader.self,
        KubernetesReader.self,
        GitHubActionsReader.self,
        LiteLLMReader.self,
        GatewayReader.self,
        MCPReader.self,
        OpenAPIReader.self,
        ModelCardReader.self,
        GLEIFReader.self,
        VendorRegisterReader.self,
        // Code, told by the names that the Catalog gives.
        SourceUseReader.self,
    ]

    /// The reader that understands `document`, or `nil`.
    public static func reader(of document: SourceDocument) -> (any Extractor.Type)? {
        all.first { $0.recognises(document) }
    }
}
