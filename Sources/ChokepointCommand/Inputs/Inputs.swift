internal import Assembly
internal import Extraction
internal import SupplyChain

/// What was read of the inputs, and what was not and why.
struct Inputs: Sendable {
    /// What each recognised file says, by path, until it is taken.
    var extracts: [Extract] = []
    /// How many of the files that were taken each reader read.
    private(set) var readers: [String: Int] = [:]
    /// What could not be seen in how many of them.
    private(set) var gaps: [String: Int] = [:]
    /// What was odd about files as such: unreadable, over a limit, links out.
    var diagnostics: [Diagnostic] = []
    /// Files that no reader recognises, by ending, with how many there are.
    var unrecognised: [String: Int] = [:]
    /// Source files that name no service.
    var silentSources = 0
    /// Folders that were not entered, because of ignore rules or by nature.
    var skippedFolders: [String] = []
    /// The inputs as roots of projects.
    var roots: [Root] = []

    /// What each recognised file says; nothing is left of it here, so that whoever merges it need not copy it.
    mutating func takeExtracts() -> [Extract] {
        for extract in extracts {
            readers[extract.reader, default: 0] += 1
            for gap in Set(extract.gaps) { gaps[gap.rawValue, default: 0] += 1 }
        }
        defer { extracts = [] }
        return extracts
    }

    /// One input: a folder or a single file.
    struct Root: Sendable, Hashable {
        /// What its paths begin with; empty where there is one input.
        let prefix: String
        /// The name of the folder or file, for a product that nobody named.
        let name: String
        /// Whether it is a folder.
        let isFolder: Bool
    }
}
