import Scanning
import Testing

struct JSONDocumentTests {
    @Test(arguments: [
        "{}", "[]", " [ ] ", "null", "true", "-0", "0.5e+3", "1E-2", "\"\"", "[1,2,[3]]", "{\"a\":{\"b\":[]},\"c\":null}", "\u{FEFF}[1]",
        "[\"\\u0000\"]",
        "\"\\ud800\"", "\"\\ud83d\\ude00\"", "[1e400]", "\"灵犀\"", "[[[[[[[[]]]]]]]]", "{\"\":1}", "\t\r\n[\n]\n", "\"\u{7F}\"",
    ])
    func `what RFC 8259 allows is read`(_ text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(document.trailingOffset == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "]", "}", "[1,]", "{\"a\":1,}", "[,1]", "[1 2]", "{\"a\" 1}", "{a:1}", "{1:1}", "'a'", "tru", "nul", "True",
        "01", "-", "1.", ".5", "1e",
        "+1", "NaN", "Infinity", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "[1,,2]", "{\"a\"}", "{\"a\":}", "[\"a\":1]", "/* */ 1", "-a",
        "0x1",
        "{\"a\":1 \"b\":2}", "[[]", "\"\\", "\"\\u12",
    ])
    func `what it does not allow is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]])
    func `what is not UTF-8 is refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
    }

    @Test func `an error names its line and column`() {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: Array("{\n  \"a\": 1,\n  \"b\" 2\n}".utf8))
            Issue.record("was read")
        } catch {
            #expect(error.line == 3)
            #expect(error.column == 7)
        }
    }

    @Test func `depth has a limit and no stack is spent`() throws {
        let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: JSONError.self) { try JSONDocument(parsing: deep) }
        let fits = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try JSONDocument(parsing: Array(fits.utf8)).root.kind == .array)
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("[\(fits)]".utf8)) }
    }

    @Test func `text behind the document is told, not refused`() throws {
        let document = try JSONDocument(parsing: Array("{\"a\":1}  \n{}".utf8))
        #expect(document.trailingOffset == 10)
        #expect(document.root["a"]?.integer == 1)
    }

    @Test func `values are found by key and position, escapes undone`() throws {
        let text = #"{"a":[1,"x\ny",true,null,{"deep":-2.50}],"caf\u00e9":"\ud83d\ude00\ud800","a":2}"#
        let document = try JSONDocument(parsing: Array(text.utf8))
        let root = document.root
        #expect(root["a"]?.count == 5)
        #expect(root["a"]?[1]?.string == "x\ny")
        #expect(root["a"]?[2]?.bool == true)
        #expect(root["a"]?[3]?.isNull == true)
        #expect(root["a"]?[4]?["deep"]?.numberText == "-2.50")
        #expect(root["a"]?[4]?["deep"]?.integer == nil)
        #expect(root["a"]?[5] == nil)
        #expect(root["café"]?.string == "😀\u{FFFD}")
        #expect(root["cafe\u{301}"] == nil, "keys are bytes; canonical equivalence does not count")
        #expect(root.members.map { $0.key.string } == ["a", "café", "a"])
        #expect(document.duplicateKeys().count == 1)
        #expect(root.canonicalText == #"{"a":[1,"x\ny",true,null,{"deep":-2.50}],"a":2,"café":"😀�"}"#)
    }

    @Test(arguments: [
        (#"["\ud83d\ude00"]"#, nil, 0), (#"["\ud83d"]"#, 2, 1), (#"["a\ude00\ud83d"]"#, 3, 2), (#"["\ud83d\ud83d\ude00"]"#, 2, 1),
        (#"["\ud83dx\ude00"]"#, 2, 2), (#"["\uDBFF\uDFFF \uD7FF\uE000"]"#, nil, 0),
    ])
    func `halves of surrogate pairs are counted, and the first is placed`(_ text: String, _ first: Int?, _ count: Int) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(document.loneSurrogates?.first == first && (document.loneSurrogates?.count ?? 0) == count)
    }

    @Test func `duplicate keys are found in small and large objects`() throws {
        let many = (0..<2_000).map { "\"k\($0 % 1_999)\":\($0)" }.joined(separator: ",")
        #expect(try JSONDocument(parsing: Array("{\(many)}".utf8)).duplicateKeys().count == 1)
        #expect(try JSONDocument(parsing: Array(#"{"a":1,"\u0061":2}"#.utf8)).duplicateKeys() == [8])
        #expect(try JSONDocument(parsing: Array(#"[{"a":1},{"a":2}]"#.utf8)).duplicateKeys().isEmpty)
    }

    @Test func `no cut and no changed byte ever traps`() throws {
        let sample = Array(#"{"a":[1.5e3,"x\u00e9\n灵",true,{"b":null}],"c":"\ud83d\ude00"}"#.utf8)
        for length in 0..<sample.count { _ = try? JSONDocument(parsing: Array(sample[..<length])) }
        for position in sample.indices {
            for byte in stride(from: 0, through: 255, by: 5) {
                var changed = sample
                changed[position] = UInt8(byte)
                if let document = try? JSONDocument(parsing: changed) {
                    _ = document.root.canonicalText
                    _ = document.duplicateKeys()
                }
            }
        }
    }

    @Test func `random values survive writing and reading`() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<500 {
            let text = Self.randomText(&random)
            let once = try JSONDocument(parsing: Array(text.utf8)).root.canonicalText
            #expect(try JSONDocument(parsing: Array(once.utf8)).root.canonicalText == once, "seed 7: \(text)")
        }
    }

    private static func randomText(_ random: inout SplitMix) -> String {
        var text = ""
        var closers: [String] = []
        for _ in 0..<Int(random.next() % 20) {
            let isObject = closers.last == "}"
            let key = isObject ? "\"k\(random.next() % 9)\\t\":" : ""
            switch random.next() % 6 {
            case 0:
                text += key + "{"
                closers.append("}")
            case 1:
                text += key + "["
                closers.append("]")
            default:
                let values = ["1", "-0.5e2", "\"a\\u00e9灵\\n\"", "null", "true"]
                text += key + values[Int(random.next() % 5)]
                if closers.isEmpty { return text }
                text += ","
            }
        }
        if text.isEmpty { return "null" }
        for closer in closers.reversed() {
            while text.last == "," { text.removeLast() }
            text += closer
        }
        return text
    }
}

/// A small generator with a seed, so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
