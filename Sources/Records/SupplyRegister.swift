internal import GRDB
public import SupplyChain

/// The lasting record: every graph that was ever recorded, in the order in which it was, in one SQLite file.
///
/// A record is never changed and never deleted; recording the same graph again on the same day for the same project is one record.
public struct SupplyRegister: Sendable {
    /// One recorded graph.
    public struct Entry: Sendable, Hashable {
        /// Its number, counting from 1.
        public let number: Int
        /// The project it is a record of.
        public let project: String
        /// The day it speaks of.
        public let asOf: CalendarDate
        /// `sha256:` and the digest of the document.
        public let digest: String
    }

    /// Why the register could not do its work.
    public enum Failure: Error, Hashable {
        /// The file could not be opened or is no register.
        case unopenable(reason: String)
        /// The database refused; nothing was changed.
        case refused(reason: String)
    }

    private let database: DatabaseQueue

    /// Opens the register at `path`, or makes one.
    public init(path: String) throws(Failure) {
        do {
            database = try DatabaseQueue(path: path)
            try Self.migrations.migrate(database)
        } catch {
            throw .unopenable(reason: "\(error)")
        }
    }

    /// A register in memory, for tests and trials.
    public init() throws(Failure) {
        do {
            database = try DatabaseQueue()
            try Self.migrations.migrate(database)
        } catch {
            throw .unopenable(reason: "\(error)")
        }
    }

    /// Records a graph document; the same document for the same project and day is the record there already is.
    public func record(document: String, digest: String, project: String, asOf: CalendarDate) throws(Failure) -> Entry {
        try access { database in
            if let known = try Row.fetchOne(
                database, sql: "SELECT * FROM entry WHERE project = ? AND asOf = ? AND digest = ?",
                arguments: [project, asOf.description, digest])
            {
                return try Self.entry(known)
            }
            try database.execute(
                sql: "INSERT INTO entry (project, asOf, digest, document) VALUES (?, ?, ?, ?)",
                arguments: [project, asOf.description, digest, document])
            return Entry(number: Int(database.lastInsertedRowID), project: project, asOf: asOf, digest: digest)
        }
    }

    /// Every record of a project, oldest first; of every project where none is named.
    public func history(of project: String? = nil) throws(Failure) -> [Entry] {
        try access { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM entry WHERE ? IS NULL OR project = ? ORDER BY number", arguments: [project, project])
            return try rows.map(Self.entry)
        }
    }

    /// The document of a record, or `nil` where there is no such record.
    public func document(of number: Int) throws(Failure) -> String? {
        try access { database in try String.fetchOne(database, sql: "SELECT document FROM entry WHERE number = ?", arguments: [number]) }
    }

    private func access<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws(Failure) -> Value {
        do { return try database.write(body) } catch { throw .refused(reason: "\(error)") }
    }

    private static func entry(_ row: Row) throws -> Entry {
        let day: String = row["asOf"]
        guard let asOf = CalendarDate(day) else { throw Failure.refused(reason: "the day `\(day)` is no day") }
        return Entry(number: row["number"], project: row["project"], asOf: asOf, digest: row["digest"])
    }

    private static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 entries") { database in
            try database.create(table: "entry") { table in
                table.autoIncrementedPrimaryKey("number")
                table.column("project", .text).notNull()
                table.column("asOf", .text).notNull()
                table.column("digest", .text).notNull()
                table.column("document", .text).notNull()
                table.uniqueKey(["project", "asOf", "digest"])
            }
        }
        return migrator
    }
}
