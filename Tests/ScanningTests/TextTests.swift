import Scanning
import Testing

struct TextTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ])
    func `the digest is that of FIPS 180-4`(_ text: String, _ expected: String) {
        #expect(SHA256.hexDigest(of: Array(text.utf8)) == "sha256:" + expected)
    }

    @Test func `a million letters have the published digest`() {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(SHA256.hexDigest(of: bytes) == "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `a text is found wherever it stands, and only there`() {
        let texts = ["", "a", "ab", "aa", "specVersion", "\"spdxVersion\"", "aaaaaaab", "é"]
        for length in 0..<40 {
            for needle in texts {
                for start in 0...length {
                    var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                    bytes.insert(contentsOf: needle.utf8, at: start)
                    let slice = ([0x7A] + bytes + [0x7A])[1..<(bytes.count + 1)]
                    let wanted = Array(needle.utf8)
                    #expect(TextSearch.contains(slice, needle) == !wanted.isEmpty)
                    let shorter = slice.dropLast()
                    let stands =
                        !wanted.isEmpty && shorter.count >= wanted.count
                        && (0...(shorter.count - wanted.count)).contains { Array(shorter.dropFirst($0).prefix(wanted.count)) == wanted }
                    #expect(TextSearch.contains(shorter, needle) == stands, "\(needle) at \(start) of \(length)")
                }
            }
        }
    }

    @Test func `small hexadecimal digits are told from every other byte at every position`() {
        for byte in UInt8.min...UInt8.max {
            let isDigit = "0123456789abcdef".utf8.contains(byte)
            for length in 1..<20 {
                for position in 0..<length {
                    var text = [UInt8](repeating: UInt8(ascii: "f"), count: length)
                    text[position] = byte
                    let isLowercase = Hexadecimal.isLowercase(text.span)
                    #expect(isLowercase == isDigit)
                }
            }
        }
    }

    @Test(arguments: [
        ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    ])
    func `digests in base 64 are those of others`(_ text: String, _ expected: String) {
        #expect(SHA256.base64Digest(of: Array(text.utf8)) == expected)
    }

    @Test func `lines end at LF, CR and CRLF and are counted`() {
        let lines = Array(Lines(Array("\u{FEFF}a\r\nb\rc\n\nd".utf8)))
        #expect(lines.map(\.number) == [1, 2, 3, 4, 5])
        #expect(lines.map { String(decoding: $0.text, as: UTF8.self) } == ["a", "b", "c", "", "d"])
    }

    @Test func `quoted fields hold anything, and records know their line`() {
        let text = "name,note\r\n\"a\"\"b\",\"x,\ny\"\n\n灵犀,z"
        let records = Array(CSVReader(Array(text.utf8)))
        #expect(records.map(\.fields) == [["name", "note"], ["a\"b", "x,\ny"], ["灵犀", "z"]])
        #expect(records.map(\.line) == [1, 2, 5])
    }

    @Test func `the delimiter is guessed and a quote without end is told`() {
        #expect(Array(CSVReader(Array("a;b\n1;2".utf8))).map(\.fields) == [["a", "b"], ["1", "2"]])
        #expect(Array(CSVReader(Array("a\tb,c\td\n".utf8))).first?.fields == ["a", "b,c", "d"])
        #expect(Array(CSVReader(Array("a,\"b\nc".utf8))).last?.isTruncated == true)
    }

    @Test func `interned texts are kept once, by their bytes`() {
        var table = SymbolTable()
        let first = table.intern("Å")
        let second = table.intern("\u{212B}")
        #expect(first != second)
        #expect(table.intern("Å") == first)
        for number in 0..<5_000 { _ = table.intern("text \(number)") }
        #expect(table.find("text 4999").map { table[$0] } == "text 4999")
        #expect(table.find("absent") == nil)
        #expect(table.count == 5_002)
    }

    @Test func `marks of a text are those that a look at every byte finds`() {
        let alphabet = Array("abcABC0189-_.~/:@=?; %+é\n{".utf8)
        var state: UInt64 = 7
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<5_000 {
            // Long runs are rare among random bytes, so most bytes are letters.
            let text = (0..<(8 + draw(50))).map { _ in draw(14) == 0 ? alphabet[draw(alphabet.count)] : alphabet[draw(6)] }
            let runs = text.split(omittingEmptySubsequences: true) { $0 < 0x2D || $0 == 0x2F || (0x3A...0x40).contains($0) }
            var expected: TextMarks = runs.contains { $0.count >= 19 } ? .longRun : []
            if text.contains(UInt8(ascii: " ")) { expected.insert(.space) }
            if text.contains(UInt8(ascii: "=")) { expected.insert(.equals) }
            if text.contains(UInt8(ascii: "@")) { expected.insert(.at) }
            if text.contains(UInt8(ascii: ":")) { expected.insert(.colon) }
            let marks = TextMarks(of: text.span)
            #expect(marks == expected, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
