import Testing

/// Documents too long to keep, made from a recipe in `Fixtures/<reader>/huge/`.
///
/// A recipe is a file `<name of the document>.recipe`: the first line says how often the entry is repeated, then come the parts `head`,
/// `entry`, `separator` and `tail`, each after a line `--- <part>`. In an entry `{i}` is its number. A part does not end with the last line break
/// before the next mark. Formats of bytes say how they are made in `binary`.
enum HugeFixture {
    /// The name and the bytes of the huge document of `reader`.
    static func bytes(of reader: String) throws -> (file: String, bytes: [UInt8]) {
        if let made = binary(reader) { return made }
        let name = try #require(Fixture.entries(of: "\(reader)/huge").first { $0.hasSuffix(".recipe") }, "\(reader) has no huge fixture")
        let recipe = String(decoding: try Fixture.bytes("\(reader)/huge/\(name)"), as: UTF8.self)
        var parts: [Substring: String] = [:]
        var current: Substring = "times"
        for line in recipe.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("--- ") {
                current = line.dropFirst(4)
                parts[current] = ""
            } else {
                parts[current] = parts[current].map { $0.isEmpty ? String(line) : $0 + "\n" + line } ?? String(line)
            }
        }
        let times = try #require(parts["times"].flatMap { Int($0) }, "\(name): the first line is how often")
        let entry = parts["entry", default: ""].split(separator: "{i}", omittingEmptySubsequences: false)
        var bytes = Array(parts["head", default: ""].utf8)
        for number in 0..<times {
            if number > 0 { bytes += parts["separator", default: ""].utf8 }
            bytes += entry.joined(separator: String(number)).utf8
        }
        bytes += parts["tail", default: ""].utf8
        return (String(name.dropLast(".recipe".count)), bytes)
    }

    /// Formats of bytes, which no recipe can write.
    private static func binary(_ reader: String) -> (file: String, bytes: [UInt8])? {
        switch reader {
        case "gguf":
            // 20,000 keys of 8 bytes each, all unknown to us.
            var bytes = Array("GGUF".utf8) + little(3, bytes: 4) + little(0, bytes: 8) + little(20_001, bytes: 8)
            bytes += text("general.name") + little(8, bytes: 4) + text("huge")
            for number in 0..<20_000 { bytes += text("acme.key.\(number)") + little(10, bytes: 4) + little(UInt64(number), bytes: 8) }
            return ("huge.gguf", bytes)
        case "safetensors":
            let tensors = (0..<20_000).map { #""layer.\#($0)":{"dtype":"F32","shape":[1],"data_offsets":[\#($0 * 4),\#($0 * 4 + 4)]}"# }
            let header = Array("{\"__metadata__\":{\"format\":\"pt\"},\(tensors.joined(separator: ","))}".utf8)
            return ("huge.safetensors", little(UInt64(header.count), bytes: 8) + header)
        case "onnx":
            // 5,000 properties, and a graph of 8 MiB that is passed over.
            func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2] + variable(bytes.count) + bytes }
            var bytes: [UInt8] = [1 << 3, 8] + field(2, Array("acme".utf8)) + field(7, [UInt8](repeating: 0, count: 8 << 20))
            for number in 0..<5_000 { bytes += field(14, field(1, Array("key\(number)".utf8)) + field(2, [0x61])) }
            return ("huge.onnx", bytes)
        default:
            return nil
        }
    }

    /// A length as protocol buffers write it.
    private static func variable(_ length: Int) -> [UInt8] {
        var (rest, bytes) = (length, [UInt8]())
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func little(_ value: UInt64, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }

    private static func text(_ text: String) -> [UInt8] { little(UInt64(text.utf8.count), bytes: 8) + text.utf8 }
}
