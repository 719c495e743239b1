internal import Scanning
internal import SupplyChain

extension CycloneDXWalk {
    /// What a component was made from.
    ///
    /// Ancestors of ancestors are a deeper past than the supply chain asks about.
    mutating func ancestors(_ pedigree: JSONValue?, _ record: RecordIndex, at place: Place) {
        guard let ancestors = pedigree?["ancestors"] else { return }
        let under = extract.place(under: extract.place(under: place, "pedigree"), "ancestors")
        for (index, ancestor) in extract.elements(of: ancestors, field: "ancestors", at: under).enumerated() {
            let at = extract.place(under: under, index)
            guard ancestor.text("name") != nil || ancestor.text("purl") != nil else {
                extract.diagnose(.missingIdentity(name: "ancestor"), at: at)
                continue
            }
            // An ancestor may be a component of the BOM, named by its reference.
            if let known = ancestor.text("bom-ref").flatMap({ references.record($0) }), known != record {
                extract.relate(record, .derivedFrom, to: known, at: at)
                continue
            }
            let base = extract.add(Self.kind(of: ancestor), at: at)
            describeBriefly(base, ancestor, at: at)
            extract.relate(record, .derivedFrom, to: base, at: at)
        }
    }

    /// Architecture, task and datasets of a model.
    mutating func modelCard(_ card: JSONValue?, _ record: RecordIndex, at place: Place) {
        guard let parameters = card?["modelParameters"] else { return }
        for key in ["architectureFamily", "modelArchitecture", "task"] {
            if let text = parameters.text(key) { extract.set(.trait, of: record, toUTF8: text, at: place) }
        }
        let under = extract.place(under: extract.place(under: extract.place(under: place, "modelCard"), "modelParameters"), "datasets")
        for (index, dataset) in extract.elements(of: parameters["datasets"], field: "datasets", at: under).enumerated() {
            let at = extract.place(under: under, index)
            if let reference = dataset.text("ref") {
                datasets.append((record, reference, at))
            } else if let name = dataset.text("name") {
                let data = extract.add(.dataset, at: at)
                extract.set(.name, of: data, toUTF8: name, at: at)
                if let url = dataset["contents"]?.text("url") { extract.set(.reference, of: data, toUTF8: url, at: at) }
                extract.relate(record, .trainedOn, to: data, at: at)
            } else {
                extract.diagnose(.missingIdentity(name: "dataset"), at: at)
            }
        }
    }

    /// Datasets by reference, once all components are known.
    mutating func linkDatasets() {
        for (model, reference, place) in datasets {
            extract.relate(model, .trainedOn, to: record(for: reference, at: place), at: place)
        }
    }

    /// Services at any depth, without recursion.
    mutating func services(_ list: JSONValue?, at place: Place) {
        var waiting: [(JSONValue?, Place, RecordIndex?)] = [(list, place, nil)]
        while let (list, place, parent) = waiting.popLast() {
            for (index, service) in extract.elements(of: list, field: "services", at: place).enumerated() {
                let at = extract.place(under: place, index)
                guard let name = service.text("name") ?? service.text("bom-ref") else {
                    extract.diagnose(.missingIdentity(name: "service"), at: at)
                    continue
                }
                let record = extract.add(.service, at: at)
                describe(record, service, at: at)
                if service.text("name") == nil { extract.set(.name, of: record, toUTF8: name, at: at) }
                for endpoint in service["endpoints"]?.elements ?? .none {
                    if let url = endpoint.string, let host = HostName(ofURL: url), host.isPublic {
                        extract.mention(record, as: .hostname, host.text, at: at)
                    }
                }
                if let parent { extract.relate(parent, .contains, to: record, at: at) }
                if let children = service["services"] { waiting.append((children, extract.place(under: at, key: keys.services), record)) }
            }
        }
    }
}
