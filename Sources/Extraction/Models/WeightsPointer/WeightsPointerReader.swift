internal import Scanning
internal import SupplyChain

/// Reads what git-lfs leaves in place of weights: a pointer with the digest of the file that it stands for.
///
/// The digest is the identity of the weights, so whoever has the file itself, or lists it, speaks of the same thing. What the weights say of themselves is not here.
enum WeightsPointerReader: Extractor {
    static let reader = "git-lfs"
    static let coverage: Coverage = [.relationships, .models, .digests]
    static var readsHeaderOnly: Bool { true }

    /// Endings of files that hold weights.
    private static let endings = [
        ".safetensors", ".gguf", ".onnx", ".bin", ".pt", ".pth", ".ckpt", ".h5", ".tflite", ".msgpack", ".pdparams", ".mlmodel", ".npz",
    ]

    /// Whether the bytes are a pointer, by their first line.
    static func isPointer(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "version https://git-lfs".utf8) }

    static func recognises(_ document: SourceDocument) -> Bool {
        isPointer(document.bytes) && endings.contains { document.fileName.lowercased().hasSuffix($0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        guard document.size <= 4_096 else { throw .malformed(reason: "longer than a pointer", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps.append(.headerOnly)
        var fields: [String: (value: String, line: Int)] = [:]
        for (number, line) in Lines(document.bytes) {
            let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2, fields[parts[0]] == nil { fields[parts[0]] = (parts[1].trimmed, number) }
        }
        let place = extract.place(line: fields["oid"]?.line ?? 1)
        let model = extract.add(.model, at: place)
        extract.set(.name, of: model, to: document.fileName, at: place)
        // A model may lie in several files, each of which has a digest of its own.
        if !document.folders.isEmpty {
            let whole = ModelIdentity.ofFolder(document, in: &extract, at: place)
            extract.relate(whole, .contains, to: model, at: place)
        }
        let parts = (fields["oid"]?.value ?? "").split(separator: ":").map { Array($0.utf8)[...] }
        guard parts.count == 2, extract.identify(model, digest: parts[1], algorithm: parts[0], at: place) else {
            extract.diagnose(.missingIdentity(name: "oid"), at: place)
            return extract
        }
        extract.diagnose(.notFollowed("git-lfs \(fields["size"]?.value ?? "?") bytes"), .note, at: place)
        return extract
    }
}
