internal import Scanning
internal import SupplyChain

/// Reads Kubernetes manifests, also as templates of a chart: workloads, their images, what they call, which models they serve, which accelerators they need.
///
/// A workload is a capability of the subject and needs the images of its containers. Custom resources are read by what they hold: pod specs, `image` fields, `storageUri`. Variables are read by name,
/// those of config maps in the same file too; of values only hosts and ids of models. Expressions of templates are never evaluated.
enum KubernetesReader: Extractor {
    static let reader = "kubernetes"
    static let coverage: Coverage = [.components, .relationships, .services, .versions, .models, .digests, .alternatives]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        let start = document.bytes.prefix(256 << 10)
        if name.hasSuffix(".json") {
            return ByteSearch.firstMark(start) == UInt8(ascii: "{") && ByteSearch.contains(start.prefix(4_096), "\"apiVersion\"")
                && ByteSearch.contains(start.prefix(4_096), "\"kind\"")
        }
        if name == "kustomization.yaml" || name == "kustomization.yml" { return true }
        guard [".yaml", ".yml", ".tpl"].contains(where: { name.hasSuffix($0) }) || document.path == "stdin" else { return false }
        return holdsLine(start, "apiVersion:") && holdsLine(start, "kind:")
    }

    /// Whether a line begins with `key`, behind the mark of a list at most.
    private static func holdsLine(_ bytes: ArraySlice<UInt8>, _ key: String) -> Bool {
        bytes.starts(with: key.utf8) || ByteSearch.contains(bytes, "\n" + key) || ByteSearch.contains(bytes, "\n- " + key)
            || bytes.starts(with: ("\u{FEFF}" + key).utf8) || bytes.starts(with: ("- " + key).utf8)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let template = TemplateText(document.bytes)
        let yaml = try YAMLDocument(parsing: template.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        // Both branches of a condition stand in a template: what looks twice is there once.
        if template.expressions == 0 { extract.noteDuplicates(of: yaml) }
        extract.note(template)
        let objects = objects(in: yaml)
        guard !objects.isEmpty else { throw .malformed(reason: "no object with apiVersion and kind", place: "line 1") }
        _ = extract.subject()
        var walk = KubernetesWalk(extract: extract, isTemplate: template.expressions > 0)
        for object in objects { walk.configuration(object) }
        for object in objects { walk.object(object) }
        return walk.extract
    }

    /// The objects of every document, those of lists among them.
    private static func objects(in yaml: YAMLDocument) -> [YAMLValue] {
        var objects: [YAMLValue] = []
        var waiting = Array(yaml.roots.reversed())
        var left = 1_000_000
        while let next = waiting.popLast(), left > 0 {
            left -= 1
            if let list = next.sequence {
                waiting += list.reversed()
            } else if next["kind"]?.scalar?.hasSuffix("List") == true, let items = next["items"]?.sequence {
                waiting += items.reversed()
            } else if next["kind"] != nil || next["images"] != nil || next["resources"] != nil {
                objects.append(next)
            }
        }
        return objects
    }
}
