internal import Scanning
internal import SupplyChain

extension SPDX2Walk {
    /// Reads one package; one without a name keeps its id as its name.
    mutating func package(_ package: JSONValue, at place: Place) {
        let id = package.text("SPDXID")
        let name = package.text("name")
        if name == nil { extract.diagnose(.missingIdentity(name: id.map { extract.clean($0) } ?? "package"), at: place) }
        guard let known = name ?? id else { return }
        let record = extract.add(Self.kind(of: package), at: place)
        if let id, !packages.give(id, to: record) { extract.diagnose(.duplicateReference(extract.clean(id)), at: place) }
        extract.set(.name, of: record, toUTF8: known, at: place)
        if let version = said(package, "versionInfo") { extract.set(.version, of: record, toUTF8: version, at: place) }
        externalReferences(of: package, record, at: place)
        for checksum in package["checksums"]?.elements ?? .none {
            guard let algorithm = checksum.text("algorithm"), let value = checksum.text("checksumValue") else { continue }
            if !extract.identify(record, digest: value, algorithm: algorithm, at: place) {
                extract.diagnose(
                    .invalidValue(field: "checksums", value: extract.clean(value), expected: extract.clean(algorithm)), at: place)
            }
        }
        for key in ["originator", "supplier"] {
            if let name = said(package, key).flatMap({ SPDXAgent.name($0) }) { extract.set(.supplier, of: record, to: name, at: place) }
        }
        for key in ["licenseConcluded", "licenseDeclared"] {
            guard let licence = said(package, key) else { continue }
            extract.set(.licence, of: record, toUTF8: licences[licence] ?? licence, at: place)
        }
        for key in ["homepage", "downloadLocation"] {
            if let address = said(package, key) { extract.set(.reference, of: record, toUTF8: address, at: place) }
        }
        for entry in package["hasFiles"]?.elements ?? .none {
            if let id = entry.utf8, let file = files[id], owners[file] == nil { owners[file] = record }
        }
    }

    private static func kind(of package: JSONValue) -> NodeKind {
        package["primaryPackagePurpose"]?.string == "DEVICE" ? .hardware : .package
    }

    /// The text of a member, unless it says that nothing is said.
    private func said(_ package: JSONValue, _ key: String) -> ArraySlice<UInt8>? {
        guard let text = package.text(key), !text.elementsEqual("NOASSERTION".utf8), !text.elementsEqual("NONE".utf8) else { return nil }
        return text
    }

    /// Several purls are several names of one thing; the first identifies it, since joining on all would join what the writer only likens.
    private mutating func externalReferences(of package: JSONValue, _ record: RecordIndex, at place: Place) {
        var isIdentified = false
        let references = package["externalRefs"]?.elements ?? .none
        for (index, reference) in references.enumerated() where reference["referenceType"]?.string == "purl" {
            guard let locator = reference.text("referenceLocator") else { continue }
            if PackageURL(String(decoding: locator, as: UTF8.self)) == nil {
                let at = self.place(of: reference, under: self.place(under: place, key: keys.externalRefs), index)
                extract.diagnose(.invalidPackageURL(extract.clean(locator)), at: at)
            } else if !isIdentified {
                identify(record, packageURL: locator, at: place)
                isIdentified = true
            }
        }
    }
}
