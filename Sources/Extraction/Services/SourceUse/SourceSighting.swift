internal import SupplyChain

/// Something that the code of a file says of a service or a model.
struct SourceSighting: Sendable, Hashable {
    /// What was seen.
    enum Target: Sendable, Hashable {
        /// The service that a module is the kit of.
        case module(ServiceVocabulary.Entry)
        /// Whoever answers at a host; the entry where the vocabulary knows it.
        case host(String, ServiceVocabulary.Entry?)
        /// The provider that a routing library is told.
        case provider(String)
        /// An address that is decided elsewhere, told to the kit of a module: by a variable, or in a way that the file does not say.
        case open(module: String, variable: String?)
        /// A model by the name that an API takes.
        case model(String)
    }

    /// What was seen.
    let target: Target
    /// How firmly.
    let strength: Strength
    /// The line.
    let line: Int
    /// The variable that holds the key, where one is named.
    var keyVariable: String?

    /// What tells one service from another, where services of the kind can stand in for each other.
    var choice: String? {
        switch target {
        case .module(let entry): entry.isInterchangeable ? entry.service : nil
        case .host(let name, let entry): entry.map { $0.isInterchangeable ? $0.service : nil } ?? name
        case .provider(let name): name.lowercased()
        case .open, .model: nil
        }
    }
}
