internal import SupplyChain

/// Names of Python distributions, which fold case and runs of `-`, `_` and `.`.
enum PythonName {
    /// The folded name, as bytes for look-up.
    static func folded(_ name: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in name.utf8 {
            let isMark = byte == 0x2D || byte == 0x5F || byte == 0x2E
            if isMark, result.last == 0x2D { continue }
            result.append(isMark ? 0x2D : (65...90).contains(byte) ? byte + 32 : byte)
        }
        return result
    }
}

extension Extract {
    /// Names and identifies a Python package of a lock file.
    ///
    /// - Parameter source: The address of the repository or archive it was taken from instead of a registry; it becomes part of the purl, since it is not the same software.
    mutating func describe(_ record: RecordIndex, python name: String, version: String?, source: String? = nil, at place: Place) {
        let clean = source.map { CredentialFilter.redacting($0) ?? $0 }
        let qualifiers = clean.map { [PackageURL.Qualifier(key: $0.hasPrefix("git+") ? "vcs_url" : "download_url", value: $0)] } ?? []
        guard let purl = PackageURL(type: "pypi", name: name, version: version, qualifiers: qualifiers) else {
            diagnose(.missingIdentity(name: name), at: place)
            return set(.name, of: record, to: name, at: place)
        }
        identify(record, by: .packageURL, purl.canonical, at: place)
        set(.name, of: record, to: purl.name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        if let clean { set(.reference, of: record, to: clean, at: place) }
    }
}
