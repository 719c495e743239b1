/// A requirement given by an address or a folder without a name before it: `git+https://…#egg=name`, `-e ./lib`, `https://…/x.whl`.
struct DirectRequirement: Sendable, Hashable {
    /// The address without fragment, or the path.
    let address: String
    /// The name that `#egg=` gives.
    let name: String?
    /// Whether it lies in the project or elsewhere on the disk.
    let isLocal: Bool

    /// Reads a line of a requirements file; `nil` for lines of any other kind.
    init?(_ line: String) {
        var text = line[...]
        var isEditable = false
        for option in ["-e", "--editable"] where text.hasPrefix(option) {
            let rest = text.dropFirst(option.count)
            guard let next = rest.first, next == " " || next == "=" || next == "\t" else { continue }
            text = rest.drop { $0 == " " || $0 == "=" || $0 == "\t" }
            isEditable = true
            break
        }
        text = text.prefix { $0 != " " && $0 != "\t" && $0 != ";" }
        let isAddress = text.contains("://") && !text.hasPrefix("file:")
        let isPath = text.hasPrefix(".") || text.hasPrefix("/")
        guard !text.isEmpty, isEditable || (isAddress && text.first?.isLetter == true && !text.contains("=\"")) || isPath else {
            return nil
        }
        guard isEditable || isPath || RequirementLine(line) == nil else { return nil }
        let fragment = text.firstIndex(of: "#").map { text[text.index(after: $0)...] } ?? ""
        let egg = fragment.split(separator: "&").first { $0.hasPrefix("egg=") }.map { $0.dropFirst(4).prefix { $0 != "[" } }
        name = egg.flatMap { $0.isEmpty ? nil : String($0) }
        let plain = text.prefix { $0 != "#" }
        isLocal = !isAddress
        // An extra of a folder is not part of its path.
        address = isLocal ? String(plain.prefix { $0 != "[" }) : String(plain)
    }

    /// The last part of the path without what marks it as an archive or a repository: a name for people.
    var lastPart: String {
        let path = address.firstRange(of: "://").map { address[$0.upperBound...].drop { $0 != "/" } } ?? address[...]
        let last = path.split(separator: "/").last.map(String.init) ?? address
        for end in [".git", ".whl", ".tar.gz", ".zip"] where last.hasSuffix(end) { return String(last.dropLast(end.count)) }
        return last
    }
}
