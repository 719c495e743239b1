internal import Scanning
internal import SupplyChain

/// Name and version of a package as lock files write them in one text.
struct NpmLocator: Hashable {
    /// The name, with its scope.
    let name: String
    /// What stands behind the `@` after the name: a version, a range or an address.
    let reference: String

    /// Splits at the first `@` that does not begin a scope; `nil` where there is none.
    init?(_ text: some StringProtocol) {
        guard let mark = text.dropFirst().firstIndex(of: "@") else { return nil }
        name = String(text[..<mark])
        reference = String(text[text.index(after: mark)...])
        guard name.contains(where: { $0 != "@" && $0 != "/" }) else { return nil }
    }

    /// The package that an alias (`npm:name@range`) stands for; `nil` where this is none.
    var target: NpmLocator? { reference.hasPrefix("npm:") ? NpmLocator(reference.dropFirst(4)) : nil }
}

extension Extract {
    /// Names and identifies a package of JavaScript.
    ///
    /// - Parameter source: Where it comes from instead of a registry; it becomes part of the purl, since it is not the same software.
    mutating func describe(_ record: RecordIndex, npm name: String, version: String?, source: NpmSource? = nil, at place: Place) {
        set(.name, of: record, to: name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let isScoped = name.hasPrefix("@") && parts.count == 2
        let address = source?.address.map(clean)
        var qualifiers: [PackageURL.Qualifier] = []
        if let address, case .repository = source { qualifiers = [.init(key: "vcs_url", value: address)] }
        if let address, case .archive = source { qualifiers = [.init(key: "download_url", value: address)] }
        let purl = PackageURL(
            type: "npm", namespace: isScoped ? parts[0] : nil, name: isScoped ? parts[1] : name, version: version, qualifiers: qualifiers)
        guard let purl else { return diagnose(.missingIdentity(name: name), at: place) }
        identify(record, by: .packageURL, purl.canonical, at: place)
        if let address { set(.reference, of: record, to: address, at: place) }
    }

    /// Names a package that lies on the disk: a folder is the project in it, an archive nobody else's.
    mutating func describe(_ record: RecordIndex, npm name: String, version: String?, path: String, from folder: [String], at place: Place)
    {
        set(.name, of: record, to: name, at: place)
        if let version { set(.version, of: record, to: version, at: place) }
        if [".tgz", ".tar.gz", ".tar"].contains(where: { path.hasSuffix($0) }) { return }
        guard let project = FolderPath.resolve(path, from: folder) else { return diagnose(.notFollowed(clean(path)), .note, at: place) }
        identify(record, by: .project, project, at: place)
    }

    /// Keeps the digests of `integrity`: one or more `algorithm-base64`, parted by blanks.
    ///
    /// A version of a package of JavaScript has one archive, so its digest is the package's.
    mutating func identify(_ record: RecordIndex, integrity: String, at place: Place) {
        for part in integrity.utf8.split(separator: UInt8(ascii: " ")) {
            let text = part.prefix { $0 != UInt8(ascii: "?") }
            guard let dash = text.firstIndex(of: UInt8(ascii: "-")), let bytes = Base64.decoded(text[text.index(after: dash)...]),
                identify(record, digest: Base64.hexadecimal(bytes)[...], algorithm: Array(text[..<dash])[...], at: place)
            else {
                diagnose(
                    .invalidValue(field: "integrity", value: clean(String(integrity.prefix(80))), expected: "algorithm-base64"), at: place)
                continue
            }
        }
    }
}

/// Digests as lock files of JavaScript write them.
enum Base64 {
    /// The bytes; `nil` where a character is none of the alphabet or the length is impossible.
    static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (word, bits): (UInt32, Int) = (0, 0)
        for byte in text {
            if byte == UInt8(ascii: "=") { break }
            guard let value = value(of: byte) else { return nil }
            word = (word << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
        }
        return bits < 6 ? bytes : nil
    }

    /// `bytes` in hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case 65...90: byte - 65
        case 97...122: byte - 71
        case 48...57: byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
