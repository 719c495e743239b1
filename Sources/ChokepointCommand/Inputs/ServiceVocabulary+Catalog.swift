internal import CatalogFacts
internal import Extraction

extension ServiceVocabulary {
    /// The names by which sources can be seen to call what the Catalog knows.
    init(_ catalog: Catalog) {
        func entry(_ name: Catalog.ServiceName) -> Entry {
            Entry(name: name.name, service: name.service, isInterchangeable: name.isProvider)
        }
        self.init(
            modules: catalog.moduleNames.map(entry), hosts: catalog.hostNames.map(entry), providers: catalog.providerNames.map(entry),
            variables: catalog.variableNames.map(entry))
    }
}
