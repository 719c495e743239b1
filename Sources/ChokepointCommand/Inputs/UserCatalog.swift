internal import CatalogFacts
internal import CatalogSchema
internal import SupplyChain

/// The Catalog of a run: the built-in one, with the facts of the folders given, or none.
enum UserCatalog {
    static func loaded(_ options: InputOptions) throws(CommandError) -> Catalog {
        try loaded(over: options.noCatalog ? .empty : .builtIn, folders: options.catalogs)
    }

    /// A Catalog with the facts of these folders; where kind and id are the same, theirs stand.
    static func loaded(over base: Catalog, folders: [String]) throws(CommandError) -> Catalog {
        guard !folders.isEmpty else { return base }
        var files: [CatalogFile] = []
        for folder in folders { files += try read(folder) }
        let (records, problems) = readCatalog(files, known: base.records)
        guard problems.isEmpty else { throw .brokenCatalog(messages: problems.map(\.message)) }
        return base.adding(records)
    }

    /// Every `*.yaml` below a folder.
    static func read(_ folder: String) throws(CommandError) -> [CatalogFile] {
        guard let tree = FileTree(path: folder) else { throw .unreadableInput(path: folder, reason: "absent") }
        var files: [CatalogFile] = []
        var unreadable: String?
        _ = tree.walk(limit: 100_000) { entry in
            guard entry.kind == .file, entry.text.hasSuffix(".yaml") else { return entry.kind == .folder ? .enter : .skip }
            if case .success(let file) = OpenFile.open(entry), let bytes = file.prefix(16 << 20),
                let text = String(validating: bytes, as: UTF8.self)
            {
                files.append(CatalogFile(path: "\(folder)/\(entry.text)", text: text))
            } else {
                unreadable = entry.text
            }
            return .skip
        }
        if let unreadable { throw .unreadableInput(path: "\(folder)/\(unreadable)", reason: "not UTF-8") }
        return files
    }
}
