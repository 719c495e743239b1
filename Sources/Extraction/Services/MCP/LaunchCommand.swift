internal import SupplyChain

/// What a command fetches before it runs it: a package of a registry, an image, or a server at an address.
struct LaunchCommand {
    /// The package, with a version where exactly one is named.
    private(set) var package: PackageURL?
    /// The image.
    private(set) var image: String?
    /// The address of a server that the program only passes on to.
    private(set) var address: String?
    /// Names of variables that are handed on.
    private(set) var variables: [String] = []

    /// Reads a command with its arguments.
    init(_ command: String, _ arguments: [String]) {
        var words = [command] + arguments
        // Windows starts scripts through its shell: `cmd /c npx …`.
        if Self.program(command) == "cmd", arguments.first?.lowercased() == "/c" { words = Array(arguments.dropFirst()) }
        guard let first = words.first else { return }
        let rest = Array(words.dropFirst())
        switch (Self.program(first), rest.first) {
        case ("npx", _), ("bunx", _), ("pnpx", _): npm(rest)
        case ("npm", "exec"), ("npm", "x"), ("pnpm", "dlx"), ("yarn", "dlx"), ("bun", "x"): npm(Array(rest.dropFirst()))
        case ("uvx", _): python(rest)
        case ("uv", "tool"): python(Array(rest.dropFirst(2)))
        case ("uv", "x"), ("pipx", "run"): python(Array(rest.dropFirst()))
        case ("docker", "run"), ("podman", "run"), ("nerdctl", "run"): container(Array(rest.dropFirst()))
        case ("docker", "container"): container(Array(rest.dropFirst(2)))
        case ("deno", "run"): deno(Array(rest.dropFirst()))
        case ("go", "run"): go(Array(rest.dropFirst()))
        default: break
        }
    }

    /// The name of a program without its folder and the ending that Windows gives it.
    private static func program(_ command: String) -> String {
        let name = command.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { $0.lowercased() } ?? ""
        for ending in [".exe", ".cmd", ".bat"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
    }

    // MARK: Ecosystems

    private mutating func npm(_ words: [String]) {
        var at = 0
        var stated: String?
        while at < words.count, words[at].hasPrefix("-") {
            let word = words[at]
            if word == "-p" || word == "--package", at + 1 < words.count {
                stated = stated ?? words[at + 1]
                at += 1
            } else if word.hasPrefix("--package=") {
                stated = stated ?? String(word.dropFirst("--package=".count))
            }
            at += 1
        }
        guard let spec = stated ?? (at < words.count ? words[at] : nil) else { return }
        package = Self.npmPackage(spec)
        if package?.name == "mcp-remote" { address = words.dropFirst(at).first { $0.hasPrefix("http://") || $0.hasPrefix("https://") } }
    }

    private static func npmPackage(_ spec: String) -> PackageURL? {
        if spec.hasPrefix("github:") {
            let parts = spec.dropFirst(7).split(separator: "/").map(String.init)
            return parts.count == 2 ? PackageURL(type: "github", namespace: parts[0], name: parts[1]) : nil
        }
        guard !spec.hasPrefix("."), !spec.hasPrefix("/"), !spec.contains("://") else { return nil }
        let isScoped = spec.hasPrefix("@")
        var name = isScoped ? String(spec.dropFirst()) : spec
        var version: String?
        if let mark = name.lastIndex(of: "@") {
            version = String(name[name.index(after: mark)...])
            name = String(name[..<mark])
        }
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count == (isScoped ? 2 : 1) else { return nil }
        return PackageURL(
            type: "npm", namespace: isScoped ? "@" + parts[0] : nil, name: parts[parts.count - 1], version: version.flatMap(exact))
    }

    /// A version, where it is one and neither a tag nor a range.
    private static func exact(_ version: String) -> String? {
        let isVersion =
            version.first?.isNumber == true && version.contains(".") && !version.contains("x") && !version.contains("*")
            && !version.contains(" ")
        return isVersion ? version : nil
    }

    private static let pythonValues: Set<String> = [
        "--with", "--python", "-p", "--index-url", "--index", "--pip-args", "--directory", "--refresh-package",
    ]

    private mutating func python(_ words: [String]) {
        var at = 0
        var source: String?
        while at < words.count, words[at].hasPrefix("-") {
            let word = words[at]
            if word == "--from" || word == "--spec", at + 1 < words.count {
                source = words[at + 1]
                at += 1
            } else if word.hasPrefix("--from=") {
                source = String(word.dropFirst(7))
            } else if Self.pythonValues.contains(word) {
                at += 1
            }
            at += 1
        }
        guard let spec = source ?? (at < words.count ? words[at] : nil) else { return }
        package = Self.pythonPackage(spec)
    }

    private static func pythonPackage(_ spec: String) -> PackageURL? {
        if spec.hasPrefix("git+"), let mark = spec.firstRange(of: "://") {
            let path = spec[mark.upperBound...].prefix { $0 != "#" && $0 != "?" }
            let reference = path.split(separator: "@", maxSplits: 1).map(String.init)
            let parts = (reference.first ?? "").split(separator: "/").map(String.init)
            guard parts.count >= 3, parts[0] == "github.com" else { return nil }
            let name = parts[2].hasSuffix(".git") ? String(parts[2].dropLast(4)) : parts[2]
            return PackageURL(type: "github", namespace: parts[1], name: name, version: reference.count > 1 ? reference[1] : nil)
        }
        guard !spec.hasPrefix("."), !spec.hasPrefix("/"), !spec.contains("://") else { return nil }
        let name = spec.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        var rest = spec[name.endIndex...]
        if rest.first == "[", let close = rest.firstIndex(of: "]") { rest = rest[rest.index(after: close)...] }
        let version = rest.hasPrefix("==") ? rest.dropFirst(2) : rest.hasPrefix("@") ? rest.dropFirst() : ""
        guard !name.isEmpty else { return nil }
        return PackageURL(type: "pypi", name: String(name), version: exact(String(version)))
    }

    /// Options of `run` whose value is the next word.
    private static let containerValues: Set<String> = [
        "-e", "--env", "-v", "--volume", "--mount", "-p", "--publish", "--name", "--network", "--net", "-w", "--workdir", "-u", "--user",
        "--entrypoint", "--env-file", "-l", "--label", "--add-host", "--platform", "-m", "--memory", "--cpus", "--pull", "--hostname", "-h",
        "--gpus", "--device", "--dns", "--ip", "--restart", "--log-driver", "--cap-add", "--cap-drop", "--security-opt", "--tmpfs",
        "--ulimit",
    ]

    private mutating func container(_ words: [String]) {
        var at = 0
        while at < words.count, words[at].hasPrefix("-") {
            let word = words[at]
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let takesNext = Self.containerValues.contains(word)
            if parts[0] == "-e" || parts[0] == "--env" {
                let value = takesNext && at + 1 < words.count ? words[at + 1] : parts.count > 1 ? parts[1] : ""
                variables.append(String(value.prefix { $0 != "=" }))
            }
            at += takesNext ? 2 : 1
        }
        if at < words.count { image = words[at] }
    }

    private mutating func deno(_ words: [String]) {
        guard let spec = words.first(where: { !$0.hasPrefix("-") }), spec.hasPrefix("npm:") else { return }
        package = Self.npmPackage(String(spec.dropFirst(4)))
    }

    private mutating func go(_ words: [String]) {
        guard let spec = words.first(where: { !$0.hasPrefix("-") }), !spec.hasPrefix("."), spec.contains("/") else { return }
        let parts = spec.split(separator: "@", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: "/").map(String.init)
        guard let name = path.last, path.first?.contains(".") == true else { return }
        let version = parts.count > 1 && parts[1].hasPrefix("v") ? parts[1] : nil
        package = PackageURL(type: "golang", namespace: path.dropLast().joined(separator: "/"), name: name, version: version)
    }
}
