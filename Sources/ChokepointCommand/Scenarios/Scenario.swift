internal import CatalogFacts
internal import CatalogSchema
internal import Resilience
internal import SupplyChain

/// What is supposed to happen: what goes, how, what stands in for what beforehand, and which rules are taken as in force.
struct Scenario: Sendable, Hashable {
    /// What losing the controller does over relationships of control, other than usual (semantics 6.2).
    struct Override: Sendable, Hashable {
        let kind: RelationshipKind?
        let from: String?
        let to: String?
        let state: SupplyState
    }

    /// Something that takes the place of another, or stands beside it.
    struct Pair: Sendable, Hashable {
        let old: String
        let new: String

        /// What is meant by `A=B`, or `nil`.
        ///
        /// Ids of packages may hold `=` themselves, so the sign that counts is the first with an id behind it.
        init?(_ text: String) {
            for index in text.indices where text[index] == "=" {
                let new = String(text[text.index(after: index)...])
                guard index > text.startIndex, Self.isID(new) else { continue }
                old = String(text[..<index])
                self.new = new
                return
            }
            return nil
        }

        static func isID(_ text: String) -> Bool {
            guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else { return false }
            let prefix = String(text[..<colon])
            return prefix == "pkg" || prefix == "org" || NodeKind(rawValue: prefix) != nil
        }
    }

    /// What it is called in documents: an id of the Catalog or of its file; `nil` for what the command line says.
    var id: String?
    var remove: [String] = []
    var effect: RemovalEffect = .gone
    var replace: [Pair] = []
    /// Second sources.
    var add: [Pair] = []
    /// Planned members that count.
    var activate: [String] = []
    var assume: [String] = []
    var overrides: [Override] = []
    /// Whether a selector that matches nothing is told rather than an error: who wrote the scenario did not know these inputs.
    var isForAnyInputs = false

    /// Ids that the graph has to hold for the scenario to be played.
    var named: [String] { (replace + add).map(\.new) }

    /// Takes `A=B` as a second source and anything else as planned members that count.
    mutating func add(_ text: String) {
        if let pair = Pair(text) { add.append(pair) } else { activate.append(text) }
    }

    /// The words of a list of replacements, or the one that is none.
    mutating func replace(_ texts: [String]) throws(CommandError) {
        for text in texts {
            guard let pair = Pair(text) else {
                throw .usage(option: "--replace", value: text, expected: "A=B, B an id such as service:name")
            }
            replace.append(pair)
        }
    }
}

extension Scenario {
    /// The scenario of the Catalog with this id, if there is one.
    init?(id: String, in catalog: Catalog) throws(CommandError) {
        guard let record = catalog.record(.scenarios, id) else { return nil }
        self.id = id
        isForAnyInputs = true
        remove = record.list("remove")
        assume = record.list("assume")
        if let effect = record.text("effect").flatMap({ RemovalEffect(rawValue: $0) }) { self.effect = effect }
        try replace(record.list("replace"))
        for text in record.list("add") { add(text) }
    }
}
