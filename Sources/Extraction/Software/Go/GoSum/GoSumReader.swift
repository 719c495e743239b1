internal import Scanning
internal import SupplyChain

/// Reads `go.sum`: the digests of modules.
///
/// It keeps modules that were looked at and not chosen, so it says of no module that it is used: its entries count only where something else names them.
enum GoSumReader: Extractor {
    static let reader = "go-sum"
    static let coverage: Coverage = [.components, .digests]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "go.sum" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noEdges]
        for (number, line) in Lines(document.bytes) where !line.allSatisfy({ $0 <= 0x20 }) {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }
            guard words.count == 3, let mark = words[2].firstIndex(of: UInt8(ascii: ":")) else {
                unreadable(line, number, &extract)
                continue
            }
            // The digest of the `go.mod` alone says nothing of the module's content.
            if words[1].reversed().starts(with: "/go.mod".utf8.reversed()) { continue }
            let module = NamedPackage(
                module: String(decoding: words[0], as: UTF8.self), version: String(decoding: words[1], as: UTF8.self))
            guard let purl = module.purl, let digest = Base64.decoded(words[2][(mark + 1)...]), digest.count == 32 else {
                unreadable(line, number, &extract)
                continue
            }
            let place = extract.place(line: number)
            let record = extract.add(.package, at: place, tentative: true)
            extract.identify(record, by: .packageURL, purl.canonical, at: place)
            if !extract.identify(record, digest: Base64.hexadecimal(digest)[...], algorithm: words[2][..<mark], at: place) {
                unreadable(line, number, &extract)
            }
        }
        return extract
    }

    private static func unreadable(_ line: ArraySlice<UInt8>, _ number: Int, _ extract: inout Extract) {
        extract.diagnose(.unreadableLine(extract.clean(line.prefix(80))), at: extract.place(line: number))
    }
}
