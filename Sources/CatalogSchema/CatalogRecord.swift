/// One entry of the Catalog, checked: its kind, its id, and its fields as texts.
///
/// A look into a table that many entries share, so that a copy counts one reference.
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

    private let table: CatalogTable
    private let index: Int

    init(_ table: CatalogTable, _ index: Int) {
        self.table = table
        self.index = index
    }

    /// An entry as it was read.
    public init(kind: Kind, id: String, fields: [String: [String]], file: String = "", line: Int = 0) {
        self.init(CatalogTable(kind: kind, id: id, fields: fields, file: file, line: line), 0)
    }

    /// The kind.
    public var kind: Kind { table.entries[index].kind }

    /// The id, unique within its kind.
    public var id: String { table.entries[index].id }

    /// The fields, defaults filled in; a field of one value has one element.
    public var fields: [String: [String]] {
        Dictionary(table.entries[index].fields.map { (table.names[$0], table.values[$0]) }, uniquingKeysWith: { first, _ in first })
    }

    /// The file, relative to the Catalog, where the entry was read from one.
    public var file: String { table.entries[index].file }

    /// The line where the entry begins, from 1.
    public var line: Int { table.entries[index].line }

    /// The first value of a field.
    public func text(_ field: String) -> String? { list(field).first }

    /// All values of a field.
    public func list(_ field: String) -> [String] {
        for number in table.entries[index].fields where table.names[number] == field { return table.values[number] }
        return []
    }

    /// Whether kind, id, fields and place are the same.
    public static func == (left: CatalogRecord, right: CatalogRecord) -> Bool {
        left.kind == right.kind && left.id == right.id && left.file == right.file && left.line == right.line && left.fields == right.fields
    }

    /// Feeds kind and id to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(id)
    }
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
