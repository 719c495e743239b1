internal import SupplyChain

/// What code calls a package when it imports it, as `language:path`.
public enum ModuleName {
    /// The module of a package that is named after it: of `pkg:pypi/langchain-openai` it is `python:langchain_openai`; `nil` where packages and modules have names of their own.
    public static func of(package purl: String) -> String? {
        guard let purl = PackageURL(purl) else { return nil }
        let path = [purl.namespace, purl.name].compactMap(\.self).joined(separator: "/")
        switch purl.type {
        case "npm": return "javascript:" + path
        case "golang": return "go:" + path
        case "pypi":
            let parts = purl.name.split(separator: "-").map(String.init)
            // LlamaIndex's integrations live in one namespace: `llama-index-llms-azure-openai` is `llama_index.llms.azure_openai`.
            if parts.count > 3, parts[0] == "llama", parts[1] == "index" {
                return "python:llama_index.\(parts[2]).\(parts.dropFirst(3).joined(separator: "_"))"
            }
            return "python:" + parts.joined(separator: "_")
        default: return nil
        }
    }
}
