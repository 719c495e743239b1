extension PackageURL {
    /// What a type does to its parts, from the type definitions of the purl specification.
    struct Rules: Sendable {
        /// Letters of the namespace are folded.
        var foldsNamespace = false
        /// Letters of the name are folded.
        var foldsName = false
        /// Letters of the version are folded.
        var foldsVersion = false
        /// A purl without namespace is none.
        var requiresNamespace = false

        private var namePolicy = NamePolicy.asIs

        private enum NamePolicy { case asIs, hyphens, underscores }

        /// Whether more than letters changes in a name.
        var changesPunctuation: Bool { namePolicy != .asIs }

        /// The name in the form of the type.
        func name(_ name: String) -> String {
            let folded = foldsName ? PackageURL.lowered(name) : name
            switch namePolicy {
            case .asIs: return folded
            case .hyphens: return Self.hyphenated(folded)
            case .underscores:
                return String(
                    decoding: folded.utf8.map { (97...122).contains($0) || (48...57).contains($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
            }
        }

        /// The rules of `type`; a type that we do not know keeps everything as it is.
        static func of(_ type: String) -> Rules {
            switch type {
            case "alpm", "apk", "deb", "bitbucket", "github", "gitlab", "composer":
                Rules(foldsNamespace: true, foldsName: true, requiresNamespace: true)
            case "rpm": Rules(foldsNamespace: true, requiresNamespace: true)
            case "hex", "brew", "luarocks", "vscode-extension": Rules(foldsNamespace: true, foldsName: true)
            case "bitnami": Rules(foldsName: true)
            // `golang` is said to require a namespace, but modules such as `go.example` and the standard library have a path of one part.
            case "cpan", "maven", "swift", "git": Rules(requiresNamespace: true)
            case "huggingface": Rules(foldsVersion: true, requiresNamespace: true)
            case "oci": Rules(foldsName: true, foldsVersion: true)
            case "otp": Rules(foldsName: true)
            case "pub": Rules(foldsName: true, namePolicy: .underscores)
            case "pypi": Rules(foldsName: true, foldsVersion: true, namePolicy: .hyphens)
            default: Rules()
            }
        }

        /// Runs of `-`, `_` and `.` become one `-`, as the packaging rule of the ecosystem says: `_` alone would leave one package with two names.
        private static func hyphenated(_ name: String) -> String {
            var bytes: [UInt8] = []
            for byte in name.utf8 {
                let isMark = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                if !isMark { bytes.append(byte) } else if bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
