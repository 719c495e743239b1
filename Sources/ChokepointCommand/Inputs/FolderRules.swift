/// The ignore rules of every folder on the way down: the rules of the nearest folder speak first.
struct FolderRules: Sendable {
    private var levels: [(folder: [[UInt8]], rules: IgnoreRules)] = []

    /// Adds the rules that a folder holds.
    mutating func add(_ rules: IgnoreRules, below folder: ArraySlice<[UInt8]>) {
        guard !rules.isEmpty else { return }
        levels.append((Array(folder), rules))
    }

    /// Whether a path of raw names from the root is ignored.
    ///
    /// A walk visits in depth-first order, so rules of folders that were left no longer apply; they are dropped on the way.
    mutating func ignores(_ path: [[UInt8]], isFolder: Bool) -> Bool {
        while let last = levels.last, !path.starts(with: last.folder) { levels.removeLast() }
        for level in levels.reversed() {
            if let verdict = level.rules.verdict(on: path[level.folder.count...], isFolder: isFolder) { return verdict }
        }
        return false
    }
}
