internal import Scanning
internal import SupplyChain

/// Reads `.env` files: the names of variables, and the hosts of values that are addresses; never a value.
///
/// A name that the Catalog knows means that its service is configured; in an example or template it is offered. Names that nobody knows are no dependency.
enum EnvReader: Extractor {
    static let reader = "env"
    static let coverage: Coverage = [.services]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        return name == ".env" || name.hasPrefix(".env.") || name.hasSuffix(".env") || name == "env.example"
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let name = document.fileName.lowercased()
        let isSample = ["example", "sample", "template", "dist", "default", "defaults"].contains {
            name.hasSuffix("." + $0) || name.contains($0)
        }
        var openQuote: UInt8?
        var unreadable = 0
        for (number, line) in Lines(document.bytes) {
            if let quote = openQuote {
                if Self.closes(line, quote) { openQuote = nil }
                continue
            }
            var text = line.drop { $0 == 0x20 || $0 == 0x09 }
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            if text.starts(with: "export ".utf8) { text = text.dropFirst(7).drop { $0 == 0x20 } }
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                unreadable += 1
                // The line itself may be a credential that somebody pasted: only its place is told.
                if unreadable <= 20 { extract.diagnose(.malformed(reason: "a line without ="), at: extract.place(line: number)) }
                continue
            }
            let variable = String(decoding: text[..<equals], as: UTF8.self).trimmed
            let value = text[(equals + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            if let quote = value.first, quote == 0x22 || quote == 0x27, !Self.closes(value.dropFirst(), quote) { openQuote = quote }
            guard EnvironmentNames.isName(variable) else {
                extract.diagnose(.malformed(reason: "not a variable name"), at: extract.place(line: number))
                continue
            }
            let address = Self.address(in: value)
            let place = extract.place(line: number)
            EnvironmentNames.note(
                variable, value: address, by: extract.subject(), at: place, strength: isSample ? .offered : .configured, in: &extract)
        }
        if openQuote != nil { extract.diagnose(.truncated, at: .whole) }
        return extract
    }

    /// Whether an unescaped quote ends the text.
    private static func closes(_ text: ArraySlice<UInt8>, _ quote: UInt8) -> Bool {
        var isEscaped = false
        for byte in text {
            if byte == quote, !isEscaped { return true }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped && quote == 0x22
        }
        return false
    }

    /// The host part of an address, rebuilt without user, path and query, so that nothing else of the value can travel on.
    private static func address(in value: ArraySlice<UInt8>) -> String? {
        let text = value.drop { $0 == 0x22 || $0 == 0x27 }
        guard text.starts(with: "http://".utf8) || text.starts(with: "https://".utf8) else { return nil }
        return GatewayAddress.withoutSecrets(String(decoding: text.prefix(2_048), as: UTF8.self))
    }
}
