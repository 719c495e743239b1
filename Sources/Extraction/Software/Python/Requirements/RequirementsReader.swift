internal import Scanning
internal import SupplyChain

/// Reads `requirements*.txt`, `constraints*.txt` and `*.in`: one requirement a logical line.
///
/// `==` pins a version; anything else leaves it open (`Gap.noVersions`). Extras and markers do not change what is needed. `-r` and `-c` name files that are read on their own if they lie in
/// the inputs; a file of another project that is included is that project. Constraints ask for nothing: what they pin exists only where something else asks for it. An index URL is a registry of its own for every
/// requirement of the file. Hashes belong to artefacts, not to the package, and are not kept.
enum RequirementsReader: Extractor {
    static let reader = "requirements"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        let isNamed = name.hasSuffix(".txt") || name.hasSuffix(".in") || name.hasSuffix(".pip")
        guard isNamed,
            name.contains("requirement") || name.contains("constraint") || document.folder.lowercased().hasSuffix("requirements")
        else {
            return false
        }
        guard TextCheck.firstFault(in: document.isWhole ? document.bytes : []) == nil else { return true }
        var good = 0
        var bad = 0
        for (_, text) in logicalLines(document.bytes, most: 60) {
            if text.hasPrefix("-") || RequirementLine(text) != nil || DirectRequirement(text) != nil { good += 1 } else { bad += 1 }
        }
        return good > bad || (good == 0 && bad == 0)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let name = document.fileName.lowercased()
        let isConstraint = name.contains("constraint") && !name.contains("requirement")
        var walk = RequirementsWalk(extract: extract, folder: document.folders.map(String.init), asks: !isConstraint)
        for (number, text) in logicalLines(document.bytes) { walk.take(text, at: walk.extract.place(line: number)) }
        walk.distribute()
        walk.extract.gaps += [.noEdges, .noTransitive]
        return walk.extract
    }

    /// Lines joined at a backslash, comments taken off, with the number of their first line.
    private static func logicalLines(_ bytes: [UInt8], most: Int = .max) -> [(number: Int, text: String)] {
        var result: [(number: Int, text: String)] = []
        var pending: (number: Int, text: String)?
        for (number, line) in Lines(bytes) {
            var text = String(decoding: line, as: UTF8.self)
            let isContinued = text.hasSuffix("\\")
            if isContinued { text.removeLast() }
            let joined = (pending?.text ?? "") + text
            pending = (pending?.number ?? number, joined)
            if isContinued { continue }
            if let whole = pending {
                let clean = withoutComment(whole.text)
                if !clean.isEmpty { result.append((whole.number, clean)) }
                if result.count >= most { return result }
            }
            pending = nil
        }
        if let rest = pending, !withoutComment(rest.text).isEmpty { result.append((rest.number, withoutComment(rest.text))) }
        return result
    }

    static func withoutComment(_ text: String) -> String {
        var text = text[...]
        if text.first == "#" { return "" }
        for mark in [" #", "\t#"] { if let range = text.firstRange(of: mark) { text = text[..<range.lowerBound] } }
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text.first == "#" ? "" : String(text)
    }
}
