internal import Scanning
internal import SupplyChain

/// A folder by its path relative to the inputs; the empty path is the root.
struct ProjectFolder: BytewiseText {
    let text: String

    var path: String { text }
    var parts: [String] { text.split(separator: "/").map(String.init) }

    /// The folder at `path`.
    init(path: String) {
        // Most paths are clean already.
        let isClean = !path.hasPrefix("/") && !path.hasSuffix("/") && !path.contains("//") && !path.contains(".")
        text = isClean ? path : path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// The folder that holds `file`.
    init(of file: String) {
        self.init(path: file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "")
    }

    /// The folder of the project that `extract` is about.
    init(of extract: Extract) {
        if let folder = extract.projectFolder { self.init(path: folder) } else { self.init(of: extract.file) }
    }

    /// The folders around this one, nearest first.
    var ancestors: [ProjectFolder] {
        var parts = parts
        var result: [ProjectFolder] = []
        while !parts.isEmpty {
            parts.removeLast()
            result.append(ProjectFolder(path: parts.joined(separator: "/")))
        }
        return result
    }

    /// Whether it lies somewhere below `other`.
    func isInside(_ other: ProjectFolder) -> Bool {
        other.text.isEmpty ? !text.isEmpty : text.utf8.count > other.text.utf8.count + 1 && text.utf8.starts(with: (other.text + "/").utf8)
    }
}

/// Which project folders are members of which workspace.
struct WorkspaceMembers {
    /// The root of the workspace that a folder belongs to, with the place that says so.
    private(set) var roots: [ProjectFolder: (root: ProjectFolder, location: SourceLocation)] = [:]

    /// The members among `projects`: the nearest folder around one whose documents claim it.
    init(of projects: Set<ProjectFolder>, claimedBy extracts: [Extract]) {
        struct Pattern {
            let parts: [String]
            let isExclusion: Bool
            let location: SourceLocation
        }
        var patterns: [ProjectFolder: [Pattern]] = [:]
        for extract in extracts {
            for claim in extract.members {
                let parts = extract.symbols[claim.pattern].split(separator: "/").map(String.init).filter { $0 != "." }
                guard !parts.contains("..") else { continue }
                patterns[ProjectFolder(of: extract), default: []].append(
                    Pattern(parts: parts, isExclusion: claim.isExclusion, location: extract.location(of: claim.place)))
            }
        }
        guard !patterns.isEmpty else { return }
        for folder in projects {
            for ancestor in folder.ancestors {
                guard let claims = patterns[ancestor] else { continue }
                let rest = Array(folder.parts.dropFirst(ancestor.parts.count))
                guard !claims.contains(where: { $0.isExclusion && Self.matches($0.parts, rest) }) else { continue }
                let found = claims.filter { !$0.isExclusion && Self.matches($0.parts, rest) }.map(\.location).min()
                if let found {
                    roots[folder] = (ancestor, found)
                    break
                }
            }
        }
    }

    /// `**` spans any number of names; `*` and `?` stay within one.
    static func matches(_ pattern: [String], _ names: [String]) -> Bool {
        var (at, name) = (0, 0)
        var comeBack: (at: Int, name: Int)?
        while name < names.count {
            if at < pattern.count, pattern[at] == "**" {
                at += 1
                comeBack = (at, name)
            } else if at < pattern.count, matches(Array(pattern[at].utf8), Array(names[name].utf8)) {
                at += 1
                name += 1
            } else if let point = comeBack {
                (at, name) = (point.at, point.name + 1)
                comeBack = (at, name)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "**" }
    }

    private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var (at, offset) = (0, 0)
        var comeBack: (at: Int, offset: Int)?
        while offset < name.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                at += 1
                comeBack = (at, offset)
            } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == name[offset] {
                at += 1
                offset += 1
            } else if let point = comeBack {
                (at, offset) = (point.at, point.offset + 1)
                comeBack = (at, offset)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
