internal import Scanning
internal import SupplyChain

extension SPDX3Walk {
    /// A record for a package, model or dataset; one without a name keeps its id as its name.
    mutating func package(_ element: JSONValue, type: String, id: ArraySlice<UInt8>?, at place: Place) -> RecordIndex? {
        let name = element.text("name")
        if name == nil { extract.diagnose(.missingIdentity(name: id.map { extract.clean($0) } ?? "package"), at: place) }
        guard let known = name ?? id else { return nil }
        let record = extract.add(Self.kind(of: element, type: type), at: place)
        extract.set(.name, of: record, toUTF8: known, at: place)
        packages.append((record, element, place))
        return record
    }

    private static func kind(of element: JSONValue, type: String) -> NodeKind {
        switch type {
        case "ai_AIPackage": .model
        case "dataset_DatasetPackage": .dataset
        default:
            switch element["software_primaryPurpose"]?.string {
            case "model": .model
            case "data": .dataset
            case "device": .hardware
            default: .package
            }
        }
    }

    /// Everything that a package says of itself, once all elements that it may refer to are known.
    mutating func describe(_ record: RecordIndex, _ package: JSONValue, at place: Place) {
        if let version = said(package, "software_packageVersion") { extract.set(.version, of: record, toUTF8: version, at: place) }
        if let purl = purl(of: package) { identify(record, packageURL: purl, at: place) }
        for entry in package["verifiedUsing"]?.elements ?? .none {
            guard let algorithm = entry.text("algorithm"), let value = entry.text("hashValue") else { continue }
            // A package's verification code is a digest of digests, and that of no file.
            if entry["type"]?.string == "PackageVerificationCode" { continue }
            if !extract.identify(record, digest: value, algorithm: algorithm, at: place) {
                extract.diagnose(
                    .invalidValue(field: "verifiedUsing", value: extract.clean(value), expected: extract.clean(algorithm)), at: place)
            }
        }
        for key in ["software_homePage", "software_downloadLocation"] {
            if let address = said(package, key) { extract.set(.reference, of: record, toUTF8: address, at: place) }
        }
        for trait in references(package["ai_typeOfModel"]) { extract.set(.trait, of: record, toUTF8: trait, at: place) }
        agents(package["originatedBy"], of: record, as: .developedBy, at: place)
        agents(package["suppliedBy"], of: record, as: .publishedBy, at: place)
    }

    /// The text of a member, unless it says that nothing is said.
    private func said(_ package: JSONValue, _ key: String) -> ArraySlice<UInt8>? {
        guard let text = package.text(key), !text.elementsEqual("NOASSERTION".utf8), !text.elementsEqual("NONE".utf8) else { return nil }
        return text
    }

    /// The purl in its own member, or among the identifiers, which may stand inline or be elements of their own.
    private func purl(of package: JSONValue) -> ArraySlice<UInt8>? {
        if let purl = package.text("software_packageUrl") { return purl }
        return identifiers(of: package).first { ["packageUrl", "packageURL", "purl"].contains($0["externalIdentifierType"]?.string) }?
            .text("identifier")
    }

    private func identifiers(of element: JSONValue) -> [JSONValue] {
        (element["externalIdentifier"]?.elements ?? .none).compactMap { entry in
            guard let id = entry.utf8 else { return entry }
            if case .other(let identifier, _) = elements.record(id) { return identifier }
            return nil
        }
    }

    /// Suppliers by their names; those with a Legal Entity Identifier as organizations besides, which is the one key that is strong enough.
    mutating func agents(_ list: JSONValue?, of record: RecordIndex, as kind: RelationshipKind, at place: Place) {
        guard let list else { return }
        let inline = list.kind == .object ? [list] : Array(list.elements.filter { $0.kind == .object })
        var agents = inline.map { ($0, place) }
        for id in references(list) {
            guard case .other(let agent, let at) = elements.record(id) else { continue }
            agents.append((agent, at))
        }
        for (agent, at) in agents {
            guard let name = agent.text("name").flatMap({ SPDXAgent.name($0) }) else { continue }
            extract.set(.supplier, of: record, to: name, at: place)
            if let organization = organization(agent, name: name, at: at) {
                extract.relate(record, kind, to: organization, at: place)
            }
        }
    }

    private mutating func organization(_ agent: JSONValue, name: String, at place: Place) -> RecordIndex? {
        for identifier in identifiers(of: agent) {
            let authority = (identifier["issuingAuthority"]?.string ?? "").lowercased()
            guard authority.contains("gleif") || authority == "lei" || authority.contains("legal entity identifier"),
                let lei = identifier["identifier"]?.string.flatMap({ LegalEntityIdentifier($0) })
            else { continue }
            if let known = organizations[lei.text] { return known }
            let record = extract.add(.organization, at: place)
            extract.identify(record, by: .legalEntity, lei.text, at: place)
            extract.set(.name, of: record, to: name, at: place)
            organizations[lei.text] = record
            return record
        }
        return nil
    }

    /// The text of a licence: an expression, the last part of a listed licence's address, or a name; `nil` for those that say nothing.
    func licence(_ id: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var text: ArraySlice<UInt8>?
        if case .other(let element, _) = elements.record(id) {
            text = element.text("simplelicensing_licenseExpression") ?? element.text("name") ?? id
        } else {
            let isListed = id.starts(with: "https://spdx.org/licenses/".utf8) || id.starts(with: "http://spdx.org/licenses/".utf8)
            text = isListed ? id.split(separator: UInt8(ascii: "/")).last : nil
        }
        guard let text, !text.elementsEqual("NOASSERTION".utf8), !text.elementsEqual("NONE".utf8) else { return nil }
        return text
    }
}
