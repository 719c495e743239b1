public import Scanning

/// Everything one document says, as claims with their places: what a reader gives back.
///
/// A reader adds records, then says what it read of them:
/// ```swift
/// var extract = Extract(file: "bom.json", digest: digest, reader: "cyclonedx", rank: .supplier)
/// let place = extract.place("components", 0)
/// let torch = extract.add(.package, at: place)
/// extract.identify(torch, by: .packageURL, "pkg:pypi/torch@2.6.0", at: place)
/// extract.set(.name, of: torch, to: "torch", at: place)
/// extract.relate(extract.subject, .dependsOn, to: torch, at: place)
/// ```
/// Records belong to their document: nothing but a strong key or an alias ever joins them to another document's (semantics 14.2).
/// Every text goes through `CredentialFilter` on its way in (semantics 14.6).
public struct Extract: Sendable {
    /// The file, relative to its input.
    public let file: String
    /// What identifies the content: `sha256:` and 64 hexadecimal digits.
    ///
    /// Two copies of one file say the same things once. A large file is read and digested at once, and this set when both are done.
    public var digest: String
    /// The name of the reader.
    public let reader: String
    /// The weight of what is said, unless a claim says otherwise.
    public let rank: SourceRank

    /// The texts.
    public internal(set) var symbols = SymbolTable()
    /// The places.
    public internal(set) var places = Places()
    /// The things talked about.
    public private(set) var records: [Record] = []
    /// Keys that identify records.
    public internal(set) var identities: [Claim.Identity] = []
    /// Records said to be the same.
    public private(set) var sames: [Claim.Same] = []
    /// Aliases met and answered to.
    public private(set) var names: [Claim.Named] = []
    /// Attributes.
    public internal(set) var attributes: [Claim.Attribute] = []
    /// Relationships.
    public internal(set) var relationships: [Claim.Relationship] = []
    /// Details beyond those that claims hold, each once, with the kind that they were said of: how a model was derived, a share, whether a licence can be taken back.
    private var derivations: [RelationshipDetails] = []
    private var derivationNumbers: [RelationshipDetails: UInt32] = [:]
    /// Keys that we do not know, by the position of the relationship that has them: next to none has.
    private var relationshipKeys: [Int: [UnknownKey]] = [:]
    /// Groups of members needed.
    public private(set) var groups: [Claim.Group] = []
    /// Jurisdictions.
    public private(set) var reaches: [Claim.Reach] = []
    /// Deliveries that somebody plans.
    public private(set) var deliveries: [Claim.Delivery] = []
    /// Unknown keys of records.
    public private(set) var unknownKeys: [Claim.Unknown] = []
    /// Folders that the project takes for its members.
    public internal(set) var members: [Claim.Member] = []
    /// Projects of one build by the names that its documents call them.
    public internal(set) var siblings: [Claim.Sibling] = []
    /// The folder of the project, where it is not the one that holds the document.
    public var projectFolder: String?
    /// The words in which records were asked for.
    public internal(set) var selectors: [Claim.Selector] = []
    /// Records that speak for the folder of the document, beside its subject: the same bytes in another folder may mean another thing.
    public internal(set) var localRecords: Set<RecordIndex> = []
    /// What was odd.
    public private(set) var diagnostics: [Diagnostic] = []
    /// The record for the project that the document belongs to, once asked for.
    public private(set) var subjectRecord: RecordIndex?
    /// Which project the document speaks for.
    public var standing: Standing = .folder
    /// Records that can stand in for each other: several of them side by side are a menu.
    public internal(set) var interchangeable: Set<RecordIndex> = []
    /// Modules that code was seen to use, so that their packages need not be taken for what they offer.
    public internal(set) var usedModules: [Symbol] = []
    /// Room for a text that is put together before it is kept.
    var scratch: [UInt8] = []
    /// What the reader could not see in this format, for the closing lines of `scan`.
    public var gaps: [Gap] = []

    /// An extract that says nothing yet.
    public init(file: String, digest: String, reader: String, rank: SourceRank) {
        self.file = file
        self.digest = digest
        self.reader = reader
        self.rank = rank
    }
}

/// Something a format cannot say, so that silence is not taken for an answer.
public enum Gap: String, Sendable, Hashable, CaseIterable {
    /// The format lists components without edges between them.
    case noEdges
    /// The format gives ranges, not versions.
    case noVersions
    /// The dependencies of the components listed are not described.
    case noTransitive
    /// What is needed for development is not told from what is needed in use.
    case noScopes
    /// The file was read only in part, by design.
    case headerOnly
    /// Files are listed beside packages; they are no components.
    case files
    /// Expressions of a template engine stand in the text; they were not evaluated.
    case templates
}

// MARK: - Places

extension Extract {
    /// The place under `keys` from the root of the document.
    public mutating func place(_ keys: String...) -> Place { keys.reduce(.whole) { place(under: $0, $1) } }

    /// The element `index` of the array `key` of the document.
    public mutating func place(_ key: String, _ index: Int) -> Place { place(under: place(key), index) }

    /// The member `key` under `parent`.
    public mutating func place(under parent: Place, _ key: String) -> Place { places.add(key: intern(key), under: parent) }

    /// The member under `parent` whose key is already kept, for readers that name one key thousands of times.
    public mutating func place(under parent: Place, key: Symbol) -> Place { places.add(key: key, under: parent) }

    /// The element `index` under `parent`.
    public mutating func place(under parent: Place, _ index: Int) -> Place { places.add(index: index, under: parent) }

    /// The first `count` elements under `parent`, for readers that name thousands.
    public mutating func places(ofElements count: Int, under parent: Place) -> PlaceRow { places.add(elements: count, under: parent) }

    /// A line, counted from 1.
    public mutating func place(line: Int) -> Place { places.add(line: line) }

    /// A line and a column, each counted from 1.
    public mutating func place(line: Int, column: Int) -> Place { places.add(line: line, column: column) }

    /// A place that another document reported, for graph documents and the Catalog.
    public mutating func place(reportedBy location: SourceLocation) -> Place {
        places.add(foreignFile: intern(location.file), place: intern(location.place), reader: intern(location.reader))
    }

    /// Spells out a place of this document.
    public func location(of place: Place) -> SourceLocation {
        // Spelled out at once: what looks into the tables would have them copied by whatever is added next.
        guard let reported = places.reported(at: place) else {
            return SourceLocation(file: file, place: places.text(of: place, symbols: symbols), reader: reader)
        }
        return SourceLocation(file: symbols[reported.file], place: symbols[reported.place], reader: symbols[reported.reader])
    }
}

// MARK: - Saying things

extension Extract {
    /// Keeps `text`, with credentials replaced by a marker.
    public mutating func intern(_ text: String) -> Symbol { symbols.intern(CredentialFilter.redacting(text) ?? text) }

    /// Keeps well-formed UTF-8, with credentials replaced by a marker.
    public mutating func intern(utf8 text: ArraySlice<UInt8>) -> Symbol { intern(utf8: text.span) }

    /// Keeps well-formed UTF-8, with credentials replaced by a marker; nothing is allocated for a text that is known or harmless.
    public mutating func intern(utf8 text: Span<UInt8>) -> Symbol {
        // What is kept already has been through the filter.
        if let symbol = symbols.intern(utf8: text, if: { !CredentialFilter.mayHoldCredential($0) }) { return symbol }
        let text = String(copying: text)
        return symbols.intern(CredentialFilter.redacting(text) ?? text)
    }

    /// A new record of the document.
    ///
    /// - Parameter tentative: The record vanishes unless an alias or a key joins it to something else.
    public mutating func add(_ kind: NodeKind, at place: Place, tentative: Bool = false) -> RecordIndex {
        guard let index = Int32(exactly: records.count) else { preconditionFailure("more than 2 billion records in one document") }
        records.append(Record(place: place, kind: kind, isTentative: tentative))
        return RecordIndex(index: index)
    }

    /// A record for a thing that has an id of its own, such as `org:openai`: the same id everywhere is the same thing.
    public mutating func add(_ kind: NodeKind, id: NodeID, at place: Place) -> RecordIndex {
        let record = add(kind, at: place)
        identify(record, by: .id, id.text, at: place)
        return record
    }

    /// The record for the project that this document belongs to: a product or, nested, a component of one.
    ///
    /// Which project that is, the folder says (`ProjectLayout`); a single file given alone is its own project.
    public mutating func subject(at place: Place = .whole) -> RecordIndex {
        if let subjectRecord { return subjectRecord }
        let record = add(.product, at: place)
        subjectRecord = record
        return record
    }

    /// States a key by which `record` is the same as any other record with that key.
    public mutating func identify(_ record: RecordIndex, by key: IdentityKey, _ value: String, at place: Place) {
        identities.append(Claim.Identity(record: record, key: key, value: intern(value), place: place))
    }

    /// States a key given as UTF-8, for readers that need not make a `String`.
    public mutating func identify(_ record: RecordIndex, by key: IdentityKey, utf8 value: ArraySlice<UInt8>, at place: Place) {
        identify(record, by: key, utf8: value.span, at: place)
    }

    /// States a key given as UTF-8, for readers that need not make a slice.
    public mutating func identify(_ record: RecordIndex, by key: IdentityKey, utf8 value: Span<UInt8>, at place: Place) {
        identities.append(Claim.Identity(record: record, key: key, value: intern(utf8: value), place: place))
    }

    /// States that two records of the document are one thing.
    public mutating func identify(_ left: RecordIndex, with right: RecordIndex, at place: Place) {
        sames.append(Claim.Same(left: left, right: right, place: place))
    }

    /// States that `record` was met under a name that the Catalog may know.
    public mutating func mention(_ record: RecordIndex, as alias: Alias, _ value: String, at place: Place) {
        names.append(Claim.Named(record: record, alias: alias, value: intern(value), answers: false, place: place))
    }

    /// States that a name means `record`; for the Catalog and the manifest.
    public mutating func answer(_ record: RecordIndex, to alias: Alias, _ value: String, at place: Place) {
        names.append(Claim.Named(record: record, alias: alias, value: intern(value), answers: true, place: place))
    }

    /// States an attribute.
    public mutating func set(_ key: AttributeKey, of record: RecordIndex, to value: String, at place: Place, rank: SourceRank? = nil) {
        attributes.append(Claim.Attribute(record: record, value: intern(value), place: place, key: key, rank: rank ?? self.rank))
    }

    /// States an attribute given as UTF-8, for readers that need not make a `String`.
    public mutating func set(_ key: AttributeKey, of record: RecordIndex, toUTF8 value: ArraySlice<UInt8>, at place: Place) {
        set(key, of: record, toUTF8: value.span, at: place)
    }

    /// States an attribute given as UTF-8, for readers that need not make a slice.
    public mutating func set(_ key: AttributeKey, of record: RecordIndex, toUTF8 value: Span<UInt8>, at place: Place) {
        attributes.append(Claim.Attribute(record: record, value: intern(utf8: value), place: place, key: key, rank: rank))
    }

    /// States a relationship.
    public mutating func relate(
        _ from: RecordIndex, _ kind: RelationshipKind, to: RecordIndex, at place: Place, scope: DependencyScope? = nil,
        how: DerivationMethod? = nil, strength: Strength? = nil, certainty: Certainty = .known
    ) {
        let details = RelationshipDetails(kind, scope: scope, how: how, strength: strength, certainty: certainty)
        relate(from, details, to: to, at: place)
    }

    /// Makes room for so many claims.
    mutating func reserve(records: Int, attributes: Int, identities: Int, relationships: Int) {
        self.records.reserveCapacity(records)
        self.attributes.reserveCapacity(attributes)
        self.identities.reserveCapacity(identities)
        self.relationships.reserveCapacity(relationships)
    }

    /// States a relationship with all its details, and with keys of it that we do not know.
    public mutating func relate(
        _ from: RecordIndex, _ details: RelationshipDetails, to: RecordIndex, at place: Place, unknownKeys: [UnknownKey]
    ) {
        if !unknownKeys.isEmpty { relationshipKeys[relationships.count] = unknownKeys }
        relate(from, details, to: to, at: place)
    }

    /// States a relationship with all its details.
    public mutating func relate(_ from: RecordIndex, _ details: RelationshipDetails, to: RecordIndex, at place: Place) {
        let isPlain = details.how == nil && details.share == nil && details.isRevocable == nil
        relationships.append(
            Claim.Relationship(
                from: from, to: to, place: place, derivation: isPlain ? 0 : derivation(of: details), kind: details.kind,
                scope: details.scope,
                strength: details.strength, certainty: details.certainty))
    }

    private mutating func derivation(of details: RelationshipDetails) -> UInt32 {
        if let known = derivationNumbers[details] { return known }
        derivations.append(details)
        let number = UInt32(clamping: derivations.count)
        derivationNumbers[details] = number
        return number
    }

    /// Everything that a relationship of this extract says beside its ends.
    public func details(of claim: Claim.Relationship) -> RelationshipDetails {
        guard claim.derivation == 0 else { return derivations[Int(claim.derivation) - 1] }
        return RelationshipDetails(claim.kind, scope: claim.scope, strength: claim.strength, certainty: claim.certainty)
    }

    /// Keys of a relationship that we do not know, by its position in `relationships`.
    public func unknownKeys(ofRelationship position: Int) -> [UnknownKey] { relationshipKeys[position] ?? [] }

    /// States that `record` needs at least `atLeast` of `members`, and wants `want` (default: as many as it needs).
    public mutating func require(
        _ record: RecordIndex, _ type: RequirementType, atLeast: Int, want: Int? = nil,
        of members: [(record: RecordIndex, status: MemberStatus)],
        at place: Place, unknownKeys: [UnknownKey] = []
    ) {
        groups.append(
            Claim.Group(
                record: record, type: type, atLeast: atLeast, want: max(want ?? atLeast, atLeast), members: members, place: place,
                unknownKeys: unknownKeys))
    }

    /// States that a government reaches `record`, or does not.
    public mutating func reach(_ record: RecordIndex, _ jurisdiction: Jurisdiction, nexus: Nexus, certainty: Certainty, at place: Place) {
        reaches.append(Claim.Reach(record: record, jurisdiction: jurisdiction, nexus: nexus, certainty: certainty, place: place))
    }

    /// States that a delivery is planned.
    public mutating func plan(_ delivery: Claim.Delivery) { deliveries.append(delivery) }

    /// Keeps a key of the record's description that we do not know.
    public mutating func keep(_ key: UnknownKey, of record: RecordIndex) {
        unknownKeys.append(Claim.Unknown(record: record, key: key))
    }

    /// Notes something odd, without the credentials it may quote; the run goes on.
    public mutating func diagnose(_ problem: Diagnostic.Problem, _ severity: Diagnostic.Severity = .warning, at place: Place) {
        diagnostics.append(Diagnostic(problem, severity: severity, at: location(of: place)))
    }

    /// Changes what the document takes a record for, when a later line says more.
    public mutating func setKind(of record: RecordIndex, to kind: NodeKind) { records[Int(record.index)].kind = kind }
}
