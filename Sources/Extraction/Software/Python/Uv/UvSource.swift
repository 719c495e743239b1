internal import TOMLKit

/// Where `uv.lock` says that a package comes from.
enum UvSource: Equatable {
    /// An index: an address, or a path to one.
    case registry(String)
    /// A repository: `URL?rev=…#COMMIT`.
    case git(String)
    /// An archive at an address.
    case archive(String)
    /// An archive on the disk.
    case file(String)
    /// A folder of the project: installed, editable, or not a package at all.
    case folder(String)

    /// Reads the inline table of a source.
    init?(_ table: TOMLTable) {
        for key in ["editable", "virtual", "directory"] {
            if let path = table.text(key) {
                self = .folder(path)
                return
            }
        }
        if let text = table.text("registry") {
            self = .registry(text)
        } else if let text = table.text("git") {
            self = .git(text)
        } else if let text = table.text("url") {
            self = .archive(text)
        } else if let text = table.text("path") {
            self = .file(text)
        } else {
            return nil
        }
    }

    /// Whether it is the folder of the lock file.
    var isHere: Bool { self == .folder(".") || self == .folder("./") }

    /// The address where it is not a registry's, as a purl writes it: `git+URL@COMMIT` for a repository.
    var address: String? {
        switch self {
        case .git(let text):
            let address = text.prefix { $0 != "?" && $0 != "#" }
            guard let mark = text.lastIndex(of: "#") else { return "git+\(address)" }
            return "git+\(address)@\(text[text.index(after: mark)...])"
        case .archive(let text): return text
        case .registry, .file, .folder: return nil
        }
    }
}
