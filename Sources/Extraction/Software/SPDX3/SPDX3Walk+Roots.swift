internal import Scanning
internal import SupplyChain

extension SPDX3Walk {
    /// A build speaks for what it puts out: that needs, to be built, what went in.
    ///
    /// Each put out against each put in, without doubles; where these are too many, the subject stands for what is put out.
    mutating func linkBuilds() {
        for build in builds {
            var isKnown: Set<RecordIndex> = []
            var outputs = build.outputs.compactMap { record(of: $0, at: build.place) }.filter { isKnown.insert($0).inserted }
            isKnown = []
            var inputs: [(record: RecordIndex, place: Place)] = []
            for input in build.inputs {
                if let record = record(of: input.element, at: input.place), isKnown.insert(record).inserted {
                    inputs.append((record, input.place))
                }
            }
            if outputs.isEmpty || outputs.count * inputs.count > 100_000 { outputs = [extract.subject()] }
            for output in outputs {
                for input in inputs where input.record != output {
                    statesEdges = true
                    extract.relate(output, .dependsOn, to: input.record, at: input.place, scope: .build)
                }
            }
        }
    }

    /// What the document is about: the root elements of the document, through those of its bills, and what is described.
    ///
    /// A file that is a root and that nothing holds is the subject's own.
    mutating func findRoots() {
        let documents = collections.filter(\.isDocument)
        var waiting = (documents.isEmpty ? collections : documents).flatMap { references($0.value["rootElement"]) } + described
        var isKnown: Set<ArraySlice<UInt8>> = []
        var found: [RecordIndex] = []
        var next = 0
        while next < waiting.count {
            let id = waiting[next]
            next += 1
            guard isKnown.insert(id).inserted else { continue }
            switch elements.record(id) {
            case .record(let record): found.append(record)
            case .file(let file): if holders[file] == nil { heldBy[file] = .some(extract.subject()) }
            case .collection(let collection): waiting += references(collection["rootElement"])
            case .build, .other, nil: break
            }
        }
        var isListed: Set<RecordIndex> = []
        roots = found.filter { isListed.insert($0).inserted }
    }

    /// One package that the document is about is the subject itself; several, and models and datasets, are what it needs.
    ///
    /// What nothing leads to is part of it all the same, which is said to be assumed.
    mutating func attach() {
        let subject = extract.subject()
        if roots.count == 1, extract.records[Int(roots[0].index)].kind == .package {
            extract.identify(subject, with: roots[0], at: extract.records[Int(roots[0].index)].place)
        } else {
            for root in roots where root != subject {
                extract.relate(
                    subject, extract.need(of: subject, for: root, scope: nil), to: root, at: extract.records[Int(root.index)].place)
            }
        }
        let certainty: Certainty = statesEdges ? .assumed : .known
        for part in LooseParts.heads(from: subject, in: extract) where extract.records[Int(part.index)].kind != .organization {
            extract.relate(
                subject, extract.need(of: subject, for: part, scope: nil, certainty: certainty), to: part,
                at: extract.records[Int(part.index)].place)
        }
    }
}
