internal import CatalogSchema
internal import SupplyChain

/// Why a verb could not do its work.
///
/// Facts only: the words stand in the phrasebook, the exit code in `exitCode`.
enum CommandError: Error, Hashable {
    /// An input that was named is missing or cannot be opened.
    case unreadableInput(path: String, reason: String)
    /// Nothing in the inputs was recognised.
    case nothingRecognised
    /// Nothing at all could be read of what was recognised; what was wrong with it.
    case unreadable([Diagnostic])
    /// A word of the command line has no meaning.
    case usage(option: String, value: String, expected: String)
    /// A file in the plain form of a system is not as it should be.
    case malformedPlainForm(path: String, place: String, expected: String)
    /// A selector matches nothing; the nearest ids.
    case noMatch(selector: String, nearest: [String])
    /// What a selector means cannot be taken away at the level asked about.
    case nothingToRemove(selector: String, level: String)
    /// The verb is in the contract and not in this version.
    case unavailable(verb: String)
    /// An output could not be written.
    case unwritable(path: String, reason: String)
    /// A picture could not be drawn.
    case undrawable(reason: String)
    /// A Catalog given with `--catalog` has errors.
    case brokenCatalog(messages: [CatalogReason])
    /// A scenario file has something without meaning.
    case brokenScenario(path: String, place: String, reason: String)

    /// The exit status of the contract.
    var exitCode: Int32 {
        switch self {
        case .nothingRecognised: 3
        case .unreadableInput, .unreadable, .usage, .malformedPlainForm, .noMatch, .nothingToRemove, .unavailable, .unwritable, .undrawable,
            .brokenCatalog, .brokenScenario:
            2
        }
    }
}
