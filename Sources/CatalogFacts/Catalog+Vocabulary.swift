internal import CatalogSchema

extension Catalog {
    /// A name by which source code can be seen to call a service.
    public struct ServiceName: Sendable, Hashable {
        /// The name: a module as `language:path`, or a host, with `*` for any characters.
        public let name: String
        /// The id of the service.
        public let service: String
        /// Whether gateways know it as a provider: such services can stand in for each other.
        public let isProvider: Bool
    }

    /// The modules of client kits, sorted by name.
    public var moduleNames: [ServiceName] { index.moduleNames.map { Self.name($0.name, $0.record) } }

    /// The hosts at which services answer, sorted by name.
    public var hostNames: [ServiceName] {
        index.hostNames.filter { $0.record.kind == .services }.map { Self.name($0.name, $0.record) }
    }

    /// The names by which gateways and applications know providers, sorted.
    public var providerNames: [ServiceName] { names(in: "providers") }

    /// The variables of the environment that configure services, sorted.
    public var variableNames: [ServiceName] { names(in: "environment") }

    private func names(in field: String) -> [ServiceName] {
        records.filter { $0.kind == .services }.flatMap { record in record.list(field).map { Self.name($0, record) } }
            .sorted { ($0.name, $0.service) < ($1.name, $1.service) }
    }

    private static func name(_ name: String, _ record: CatalogRecord) -> ServiceName {
        ServiceName(name: name, service: record.id, isProvider: !record.list("providers").isEmpty)
    }
}
