internal import SupplyChain

/// What a manifest says of deliveries abroad: who gets what, where, and how.
extension ManifestWalk {
    /// One end user: an organization, with the place where it is established and who owns it.
    @discardableResult mutating func endUser(_ value: YAMLValue) -> RecordIndex? {
        known(value, ["id", "name", "place", "ownedBy", "controlledBy"])
        guard let id = value["id"]?.scalar, !id.isEmpty else {
            invalid("endUsers", value, expected: "id")
            return nil
        }
        let place = extract.place(line: value.line)
        let record = organization(id, at: value.line)
        extract.set(.name, of: record, to: value["name"]?.scalar ?? id, at: place)
        if let stated = value["place"], let code = jurisdiction(stated, "place") {
            extract.reach(record, code, nexus: .established, certainty: .known, at: extract.place(line: stated.line))
        }
        for owner in list(value["ownedBy"], "ownedBy") {
            known(owner, ["id", "share"])
            guard let id = owner.scalar ?? owner["id"]?.scalar else {
                invalid("ownedBy", owner, expected: "org:…, {id, share}")
                continue
            }
            var details = RelationshipDetails(.ownedBy)
            if let share = owner["share"] {
                details.share = share.scalar.flatMap { ExactShare($0) }
                if details.share == nil {
                    extract.diagnose(
                        .invalidShare(share.scalar ?? ""), at: extract.place(line: share.line, column: share.column))
                }
            }
            extract.relate(record, details, to: organization(id, at: owner.line), at: extract.place(line: owner.line))
        }
        for owner in list(value["controlledBy"], "controlledBy") {
            guard let id = owner.scalar else {
                invalid("controlledBy", owner, expected: "org:…")
                continue
            }
            extract.relate(record, .controlledBy, to: organization(id, at: owner.line), at: extract.place(line: owner.line))
        }
        return record
    }

    /// One delivery: what goes where, as what, to whom, and which premises were decided for it.
    mutating func export(_ value: YAMLValue, number: Int, in root: YAMLValue) {
        known(value, ["id", "product", "delivers", "to", "from", "form", "endUsers", "premises"])
        guard let stated = value["to"] else { return invalid("exports", value, expected: "to: CN") }
        guard let destination = jurisdiction(stated, "to") else { return }
        let product = product(of: value, in: root)
        let delivered = list(value["delivers"], "delivers").compactMap { thing -> RecordIndex? in
            guard let id = thing.scalar, let record = self.thing(id, at: thing.line) else {
                invalid("delivers", thing, expected: "kind:name, pkg:…, ./folder")
                return nil
            }
            return record
        }
        guard product != nil || !delivered.isEmpty else { return invalid("exports", value, expected: "product, delivers") }
        var form: DeliveryForm?
        if let word = value["form"] {
            form = word.scalar.flatMap { DeliveryForm(rawValue: $0) }
            if form == nil { invalid("form", word, expected: DeliveryForm.allCases.map(\.rawValue).joined(separator: ", ")) }
        }
        let departure = value["from"].flatMap { jurisdiction($0, "from") }
        let endUsers = list(value["endUsers"], "endUsers").compactMap { user -> RecordIndex? in
            guard let id = user.scalar else { return endUser(user) }
            guard !id.isEmpty else {
                invalid("endUsers", user, expected: "org:…, {id: org:…, place: CN}")
                return nil
            }
            return organization(id, at: user.line)
        }
        let statements = list(value["premises"], "premises").compactMap { statement($0) }
        extract.plan(
            Claim.Delivery(
                id: extract.intern(value["id"]?.scalar ?? "export-\(number)"), product: product, things: delivered,
                destination: destination, departure: departure, form: form, endUsers: endUsers, statements: statements,
                place: extract.place(line: value.line)))
    }

    /// The code of a country or of a bloc, or a complaint with line and column.
    mutating func jurisdiction(_ value: YAMLValue, _ field: String) -> Jurisdiction? {
        guard let code = value.scalar.flatMap({ Jurisdiction(code: $0) }) else {
            invalid(field, value, expected: "CN, DE, EU …")
            return nil
        }
        return code
    }

    /// The product named, or the only one that the manifest has.
    private mutating func product(of value: YAMLValue, in root: YAMLValue) -> RecordIndex? {
        if let id = value["product"]?.scalar {
            return given("product:\(id.hasPrefix("product:") ? String(id.dropFirst(8)) : id)", .product, at: value.line)
        }
        let ids = (root["products"]?.sequence ?? []).compactMap { $0["id"]?.scalar }
        guard ids.count == 1, let id = ids.first else { return nil }
        return given("product:\(id.hasPrefix("product:") ? String(id.dropFirst(8)) : id)", .product, at: value.line)
    }

    /// `{of: us.ear.3a090, number: 2, is: met, source: …}`.
    private mutating func statement(_ value: YAMLValue) -> Claim.Statement? {
        known(value, ["of", "number", "is", "source"])
        guard let id = value["of"]?.scalar, let number = value["number"]?.scalar.flatMap({ Int($0) }), (1...100).contains(number),
            let word = value["is"]?.scalar, ["met", "not-met"].contains(word), let ground = value["source"]?.scalar, !ground.isEmpty
        else {
            invalid("premises", value, expected: "{of: id, number: 1, is: met | not-met, source: …}")
            return nil
        }
        return Claim.Statement(
            instrument: extract.intern(id), number: number, isMet: word == "met", ground: extract.intern(ground),
            place: extract.place(line: value.line))
    }

    private mutating func organization(_ id: String, at line: Int) -> RecordIndex {
        given(id.hasPrefix("org:") ? id : "org:\(id)", .organization, at: line)
    }
}
