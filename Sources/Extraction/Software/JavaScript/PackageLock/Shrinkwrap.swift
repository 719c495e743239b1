public import SupplyChain

/// Which of two locks of one folder npm goes by.
public enum Shrinkwrap {
    /// Takes out of `extracts` every `package-lock.json` that has an `npm-shrinkwrap.json` beside it, and tells that it did.
    ///
    /// npm reads the published file and does not look at the other, which may be out of date.
    public static func settle(_ extracts: inout [Extract]) -> [Diagnostic] {
        let folders = Set(extracts.filter { name(of: $0) == "npm-shrinkwrap.json" }.map(folder))
        guard !folders.isEmpty else { return [] }
        let isSetAside = extracts.map { name(of: $0) == "package-lock.json" && folders.contains(folder(of: $0)) }
        let told = zip(extracts, isSetAside).filter(\.1).map { extract, _ in
            Diagnostic(
                .setAside(for: "npm-shrinkwrap.json"), severity: .note,
                at: SourceLocation(file: extract.file, place: "", reader: extract.reader))
        }
        extracts = zip(extracts, isSetAside).filter { !$0.1 }.map(\.0)
        return told
    }

    private static func name(of extract: Extract) -> String {
        extract.reader == PackageLockReader.reader ? extract.file.split(separator: "/").last.map(String.init) ?? "" : ""
    }

    private static func folder(of extract: Extract) -> [Substring] { extract.file.split(separator: "/").dropLast() }
}
