/// One entry of the Catalog, checked: its kind, its id, and its fields as texts.
public struct CatalogRecord: Sendable, Hashable {
    /// What an entry is about.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Where facts were read.
        case sources
        /// Companies, foundations, communities.
        case organizations
        /// Software and model families.
        case items
        /// What is called over a network.
        case services
        /// Where packages and models are fetched from.
        case registries
        /// Clouds.
        case infrastructure
        /// Chips and machines.
        case hardware
        /// Who publishes under which names.
        case namespaces
        /// Control instruments.
        case instruments
        /// Groups of governments.
        case blocs
        /// Licences, with the terms that matter here.
        case licences
        /// What several things can do in each other's place.
        case capabilities
        /// One thing that can take the place of others, how far and with what effort.
        case substitutes
        /// What may be supposed to happen, for `simulate`.
        case scenarios
    }

    /// The kind.
    public let kind: Kind
    /// The id, unique within its kind.
    public let id: String
    /// The fields, defaults filled in; a field of one value has one element.
    public let fields: [String: [String]]
    /// The file, relative to the Catalog, and the line where the entry begins.
    public let file: String
    /// The line where the entry begins, from 1.
    public let line: Int

    /// An entry as it was read.
    public init(kind: Kind, id: String, fields: [String: [String]], file: String = "", line: Int = 0) {
        self.kind = kind
        self.id = id
        self.fields = fields
        self.file = file
        self.line = line
    }

    /// The first value of a field.
    public func text(_ field: String) -> String? { fields[field]?.first }

    /// All values of a field.
    public func list(_ field: String) -> [String] { fields[field] ?? [] }
}

/// Something wrong in a file of the Catalog.
public struct CatalogProblem: Error, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file, relative to the Catalog.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What is wrong, in a few words.
    public let reason: CatalogReason

    init(file: String, line: Int, reason: CatalogReason) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `file:line: error: reason`, as compilers say it.
    public var message: CatalogReason { reason.at(file, line, ("error", "错误")) }

    /// The message in English.
    public var description: String { message.english }

    /// Orders by place.
    public static func < (left: CatalogProblem, right: CatalogProblem) -> Bool {
        (left.file, left.line, left.reason) < (right.file, right.line, right.reason)
    }
}
