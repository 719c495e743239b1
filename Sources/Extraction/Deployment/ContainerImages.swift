internal import SupplyChain

/// The images that one document names, each as one record.
struct ContainerImages {
    private var known: [[UInt8]: RecordIndex] = [:]
    private var registries: [String: RecordIndex] = [:]

    /// The record of the image that `text` names; one of kind `unknown`, and a note, where a variable hides which.
    mutating func record(_ text: String, at place: Place, in extract: inout Extract) -> RecordIndex {
        let key = Array(text.utf8)
        if let record = known[key] { return record }
        let record = add(text, at: place, to: &extract)
        known[key] = record
        return record
    }

    private mutating func add(_ text: String, at place: Place, to extract: inout Extract) -> RecordIndex {
        if let digest = ImageReference.digest(ofID: text) {
            let record = extract.add(.package, at: place)
            extract.set(.name, of: record, to: "sha256:\(digest.prefix(12))", at: place)
            identify(record, by: digest, at: place, in: &extract)
            return record
        }
        guard let reference = ImageReference(literalPartOf: text), let purl = reference.packageURL else {
            let record = extract.add(.unknown, at: place)
            extract.set(.name, of: record, to: text.isEmpty ? "image" : text, at: place)
            extract.diagnose(.invalidValue(field: "image", value: text, expected: "image"), .note, at: place)
            return record
        }
        let record = extract.add(.package, at: place)
        extract.identify(record, by: .packageURL, purl.canonical, at: place)
        extract.set(.name, of: record, to: purl.name, at: place)
        if let version = purl.version { extract.set(.version, of: record, to: version, at: place) }
        if let digest = reference.digest.flatMap({ ImageReference.digest(ofID: $0) }) {
            identify(record, by: digest, at: place, in: &extract)
        }
        if let host = reference.registry {
            if let registry = registries[host] {
                extract.relate(record, .distributedBy, to: registry, at: place)
            } else {
                registries[host] = extract.distribute(record, from: host, at: place)
            }
        }
        return record
    }

    private func identify(_ record: RecordIndex, by digest: String, at place: Place, in extract: inout Extract) {
        _ = extract.identify(record, digest: Array(digest.utf8)[...], algorithm: Array("sha256".utf8)[...], at: place)
    }
}

extension Extract {
    /// States that `record` is fetched from `host`, where that is somebody else's; the record of the registry.
    @discardableResult
    mutating func distribute(_ record: RecordIndex, from host: String, at place: Place) -> RecordIndex? {
        guard let name = HostName(ofURL: host.contains("://") ? host : "https://" + host), name.isPublic else { return nil }
        let registry = add(.registry, at: place)
        set(.name, of: registry, to: name.text, at: place, rank: .inferred)
        mention(registry, as: .hostname, name.text, at: place)
        relate(record, .distributedBy, to: registry, at: place)
        return registry
    }
}
