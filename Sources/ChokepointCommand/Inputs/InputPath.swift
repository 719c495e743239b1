internal import SupplyChain

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One input as named on the command line, with the short name that its files carry in every output.
struct InputPath: Sendable, Hashable {
    /// As it was given.
    let given: String
    /// Resolved, for opening; never printed.
    let path: String
    /// What its files' paths begin with; empty where there is one folder.
    let prefix: String
    /// The last part of the resolved path.
    let name: String
    /// Whether it is a folder.
    let isFolder: Bool

    /// Whether there is something of this name.
    static func exists(_ given: String) -> Bool { given == "-" || resolve(given) != nil }

    /// The different inputs among `given`, in an order that does not depend on the order given.
    ///
    /// With one input paths are relative to it. With several, each has the shortest tail of its path that tells it from the others.
    static func distinct(_ given: [String]) throws(CommandError) -> [InputPath] {
        var resolved: [(given: String, parts: [String], isFolder: Bool)] = []
        var seen: Set<[UInt8]> = []
        for path in given {
            guard path != "-" else {
                if seen.insert([45]).inserted { resolved.append((path, ["stdin"], false)) }
                continue
            }
            guard let real = resolve(path) else { throw .unreadableInput(path: path, reason: "absent") }
            guard seen.insert(Array(real.utf8)).inserted else { continue }
            resolved.append((path, real.split(separator: "/").map(String.init), isFolder(real)))
        }
        resolved.sort { $0.parts.joined(separator: "/").isBytewiseLess(than: $1.parts.joined(separator: "/")) }
        return resolved.map { item in
            let path = item.given == "-" ? "-" : "/" + item.parts.joined(separator: "/")
            let name = item.parts.last ?? "root"
            guard resolved.count > 1 else {
                return InputPath(given: item.given, path: path, prefix: "", name: name, isFolder: item.isFolder)
            }
            let others = resolved.filter { $0.parts != item.parts }.map(\.parts)
            let length = (1...max(1, item.parts.count)).first { length in
                !others.contains { $0.suffix(length).elementsEqual(item.parts.suffix(length)) }
            }
            let prefix = item.parts.suffix(length ?? item.parts.count).joined(separator: "/")
            return InputPath(given: item.given, path: path, prefix: prefix, name: name, isFolder: item.isFolder)
        }
    }

    private static func resolve(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
