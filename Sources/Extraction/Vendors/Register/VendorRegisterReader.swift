internal import Scanning
internal import SupplyChain

/// Reads a register of vendors (CSV): who they are, where they are established, who stands above them, and which addresses they operate.
///
/// There is no standard: a header that names vendors, and their country, LEI or parent, makes a register. The country is the stated one, and says nothing about a parent elsewhere, so the
/// parent is an organization of its own (`controlledBy`). An LEI counts only with right check digits. Products that are addresses are services that the vendor operates; other products are kept
/// only where the Catalog knows a model of that name, since a register's words identify nothing.
enum VendorRegisterReader: Extractor {
    static let reader = "vendor-register"
    static let coverage: Coverage = [.relationships, .suppliers, .services, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".csv") || name.hasSuffix(".tsv") || document.path == "stdin" else { return false }
        var records = CSVReader(Array(document.bytes.prefix(1 << 16)))
        return records.next().map { VendorColumns($0.fields).areOfVendors } ?? false
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var records = CSVReader(document.bytes)
        guard let header = records.next(), VendorColumns(header.fields).areOfVendors else {
            throw .malformed(reason: "no header that names vendors", place: "line 1")
        }
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = VendorRegisterWalk(extract: extract, columns: VendorColumns(header.fields))
        while let record = records.next() { walk.read(record) }
        walk.parents()
        return walk.extract
    }
}

/// One pass over a register.
private struct VendorRegisterWalk {
    private(set) var extract: Extract
    private let columns: VendorColumns
    private var vendors: [[UInt8]: RecordIndex] = [:]
    private var children: [(child: RecordIndex, parent: String, place: Place)] = []

    init(extract: Extract, columns: VendorColumns) {
        self.extract = extract
        self.columns = columns
    }

    mutating func read(_ row: CSVReader.Record) {
        let place = extract.place(line: row.line)
        if row.isTruncated { extract.diagnose(.truncated, at: place) }
        let name = columns.cell(.name, of: row.fields)
        guard !name.isEmpty else {
            if row.fields.contains(where: { !$0.trimmed.isEmpty }) { extract.diagnose(.missingIdentity(name: "vendor"), at: place) }
            return
        }
        let vendor = vendor(name, at: place)
        identifier(of: vendor, columns.cell(.identifier, of: row.fields), at: place)
        country(of: vendor, columns.cell(.country, of: row.fields), at: place)
        let parent = columns.cell(.parent, of: row.fields)
        if !parent.isEmpty { children.append((vendor, parent, place)) }
        for product in columns.cell(.products, of: row.fields).split(whereSeparator: { ";|\n\r".contains($0) }) {
            self.product(product.trimmed, of: vendor, at: place)
        }
    }

    private mutating func vendor(_ name: String, at place: Place) -> RecordIndex {
        let key = Self.key(name)
        if let known = vendors[key] {
            extract.diagnose(.duplicateReference(extract.clean(name)), at: place)
            return known
        }
        return organization(name, key, at: place)
    }

    private mutating func organization(_ name: String, _ key: [UInt8], at place: Place) -> RecordIndex {
        let record = extract.add(.organization, at: place)
        extract.set(.name, of: record, to: name, at: place)
        extract.mention(record, as: .organizationName, name, at: place)
        vendors[key] = record
        return record
    }

    private static func key(_ name: String) -> [UInt8] { Array(name.lowercased().utf8) }

    private mutating func identifier(of vendor: RecordIndex, _ text: String, at place: Place) {
        guard !text.isEmpty else { return }
        guard let identifier = LegalEntityIdentifier(text) else {
            return extract.diagnose(.invalidValue(field: "lei", value: extract.clean(text), expected: "ISO 17442"), at: place)
        }
        extract.identify(vendor, by: .legalEntity, identifier.text, at: place)
    }

    private mutating func country(of vendor: RecordIndex, _ text: String, at place: Place) {
        guard !text.isEmpty else { return }
        guard let jurisdiction = CountryName.jurisdiction(text) else {
            return extract.diagnose(.invalidValue(field: "country", value: extract.clean(text), expected: "ISO 3166-1"), at: place)
        }
        extract.reach(vendor, jurisdiction, nexus: .established, certainty: .known, at: place)
    }

    private mutating func product(_ text: String, of vendor: RecordIndex, at place: Place) {
        guard !text.isEmpty else { return }
        if let host = HostName(ofURL: text), host.isPublic, host.text.contains(where: \.isLetter) {
            let service = extract.add(.service, at: place)
            extract.set(.name, of: service, to: host.text, at: place)
            extract.mention(service, as: .hostname, host.text, at: place)
            extract.relate(service, .operatedBy, to: vendor, at: place)
        } else {
            let model = extract.add(.model, at: place, tentative: true)
            extract.mention(model, as: .modelName, text, at: place)
            extract.relate(model, .operatedBy, to: vendor, at: place, certainty: .assumed)
        }
    }

    /// Parents after all rows, so that a parent with a row of its own is that row wherever it stands.
    mutating func parents() {
        for (child, name, place) in children {
            let key = Self.key(name)
            let parent = vendors[key] ?? organization(name, key, at: place)
            guard parent != child else {
                extract.diagnose(.invalidValue(field: "parent", value: extract.clean(name), expected: "another organization"), at: place)
                continue
            }
            extract.relate(child, .controlledBy, to: parent, at: place)
        }
    }
}
