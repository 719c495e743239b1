internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// What components were made from, at any depth, without recursion.
    ///
    /// Ancestors are what a component was made from. A variant shares its origin with the component, and which of the two came first is not said: derived, but
    /// assumed. Descendants were made from it, and are no part of this supply chain.
    mutating func linkPedigrees() {
        var waiting = pedigrees
        while let (record, pedigree, place) = waiting.popLast() {
            for (list, certainty) in [("ancestors", Certainty.known), ("variants", .assumed)] {
                guard let entries = pedigree[list] else { continue }
                let under = self.place(under: self.place(under: place, key: keys.pedigree), list)
                for (index, entry) in extract.elements(of: entries, field: list, at: under).enumerated() {
                    let at = self.place(of: entry, under: under, index)
                    let fields = CycloneDXFields(of: entry)
                    guard let base = origin(fields, of: record, at: at) else { continue }
                    extract.relate(record, .derivedFrom, to: base, at: at, certainty: certainty)
                    if let past = fields.value(.pedigree) { waiting.append((base, past, at)) }
                }
            }
        }
        pedigrees = []
    }

    /// The record of an ancestor or variant, which may be a component of the BOM, named by its reference.
    private mutating func origin(_ fields: borrowing CycloneDXFields, of record: RecordIndex, at place: Place) -> RecordIndex? {
        if let known = fields.text(.bomRef).flatMap({ references.record($0) }), known != record { return known }
        guard fields.text(.name) != nil || fields.text(.purl) != nil else {
            extract.diagnose(.missingIdentity(name: "ancestor"), at: place)
            return nil
        }
        let base = extract.add(fields.kind, at: place)
        if let reference = fields.text(.bomRef) { _ = references.give(reference, to: base) }
        describeBriefly(base, fields, at: place)
        return base
    }

    /// The base that a writer names in a property, since there is no field for it.
    mutating func baseModels(_ properties: JSONValue?, _ record: RecordIndex, at place: Place) {
        for property in properties?.elements ?? .none {
            guard let name = property["name"]?.string, let value = property["value"]?.string, !value.isEmpty else { continue }
            let word = (name.split(separator: ":").last ?? "").lowercased().filter { $0 != "_" && $0 != "-" }
            guard word == "basemodel" else { continue }
            extract.relate(record, .derivedFrom, to: ModelIdentity.record(value, kind: .model, at: place, in: &extract), at: place)
        }
    }

    /// Architecture, task and datasets of a model.
    mutating func modelCard(_ card: JSONValue, _ record: RecordIndex, at place: Place) {
        guard let parameters = card["modelParameters"] else { return }
        for key in ["architectureFamily", "modelArchitecture", "task"] {
            if let text = parameters.text(key) { extract.set(.trait, of: record, toUTF8: text, at: place) }
        }
        guard let list = parameters["datasets"] else { return }
        let under = self.place(under: self.place(under: self.place(under: place, "modelCard"), "modelParameters"), "datasets")
        for (index, dataset) in extract.elements(of: list, field: "datasets", at: under).enumerated() {
            let at = self.place(of: dataset, under: under, index)
            if let reference = dataset.text("ref") {
                datasets.append((record, reference, at))
            } else if let name = dataset.text("name") {
                let data = extract.add(.dataset, at: at)
                extract.set(.name, of: data, toUTF8: name, at: at)
                if let reference = dataset.text("bom-ref") { _ = references.give(reference, to: data) }
                describeData(data, dataset, at: at)
                extract.relate(record, .trainedOn, to: data, at: at)
            } else {
                extract.diagnose(.missingIdentity(name: "dataset"), at: at)
            }
        }
    }

    /// Where data lie, and who answers for them; how sensitive they are is not asked here.
    mutating func describeData(_ record: RecordIndex, _ data: JSONValue, at place: Place) {
        if let url = data["contents"]?.text("url") { extract.set(.reference, of: record, toUTF8: url, at: place) }
        for role in ["owners", "stewards", "custodians"] {
            for entry in data["governance"]?[role]?.elements ?? .none {
                let who = entry["organization"] ?? entry["contact"]
                if let name = who?.text("name") { extract.set(.supplier, of: record, toUTF8: name, at: place) }
            }
        }
    }

    /// Datasets by reference, once all components are known.
    mutating func linkDatasets() {
        for (model, reference, place) in datasets {
            extract.relate(model, .trainedOn, to: record(for: reference, at: place), at: place)
        }
    }
}
