internal import SupplyChain
internal import TOMLKit

/// One element of the list of packages of a lock file in TOML, and where it stands.
struct PythonLockEntry {
    /// What it says.
    let table: TOMLTable
    /// Its name as written.
    let name: String
    /// Its line, or its place by keys where it is written in a way that the tools do not.
    let place: Place

    /// The elements of the array of tables `key`; those without a name are told and left out.
    static func all(_ key: String, in document: TOMLDocument, _ extract: inout Extract) -> [PythonLockEntry] {
        if let list = document.root.value(key), list.array == nil {
            extract.diagnose(.invalidValue(field: key, value: "", expected: "array of tables"), .error, at: extract.place(key))
        }
        let values = document.root.elements(key)
        let ranges = document.headers.elements(key)
        var entries: [PythonLockEntry] = []
        for (index, value) in values.enumerated() {
            let place = ranges.count == values.count ? extract.place(line: ranges[index].lowerBound) : extract.place(key, index)
            guard let table = value.table, let name = table.text("name") else {
                extract.diagnose(.missingIdentity(name: "\(key) \(index)"), at: place)
                continue
            }
            entries.append(PythonLockEntry(table: table, name: name, place: place))
        }
        return entries
    }
}

extension Extract {
    /// Names a package of Python that lies in a folder: the project in it, or the subject where that is this one.
    mutating func describe(
        _ record: RecordIndex, pythonProject name: String, version: String?, path: String, from folder: [String], at place: Place
    ) {
        set(.name, of: record, to: name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        guard let project = FolderPath.resolve(path, from: folder) else { return diagnose(.notFollowed(clean(path)), .note, at: place) }
        identify(record, by: .project, project, at: place)
    }
}
