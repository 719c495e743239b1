import Scanning
import Testing

/// The grammar of RFC 8259 case by case, the doubtful ones included.
struct JSONGrammarTests {
    @Test(arguments: [
        "[-1]", "[-0.0]", "[0e1]", "[0E+1]", "[1e-05]", "[123456789012345678901234567890]", "[1.7976931348623157e309]", "[\"\\/\"]",
        "[\"\\\\\\\"\"]",
        "[\"\\b\\f\\n\\r\\t\"]", "[\"\u{2028}\u{2029}\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"\u{10FFFF}\"]", "[\"\\uFFFE\\uFDD0\"]",
        "{\"a\\u0000\":1}",
        "{\"\":{\"\":{\"\":[]}}}", "\r\n\t [ 1 ,\r\n 2 ] \t", "[\"\u{7F}\u{80}\"]", "\" \"", "-1", "[[],[],{}]", "[\"\\ud83d\"]",
        "[\"\\ude00\\ud83d\"]",
    ])
    func `accepted`(_ text: String) throws {
        _ = try JSONDocument(parsing: Array(text.utf8))
    }

    @Test(arguments: [
        "[1,", "[1", "{\"a\":1", "{\"a\":", "{\"a\"", "{\"", "[\"", "[tru]", "[nulL]", "[truefalse]", "[1.]", "[.1]", "[1.e1]", "[1e]",
        "[1e+]", "[--1]", "[+1]",
        "[00]", "[-01]", "[1 000]", "[0x1F]", "[1a]", "[Inf]", "[-Infinity]", "[-NaN]", "[1,,]", "[,]", "{,}", "{\"a\":1,,\"b\":2}",
        "{\"a\"::1}", "{\"a\":1]", "[1}",
        "{null:1}", "{\"a\" \"b\"}", "['a']", "[\"a\tb\"]", "[\"\u{1F}\"]", "[\"\\a\"]", "[\"\\u00\"]", "[\"\\uD8G0\"]", "[\"\\U0041\"]",
        "[\"\\\"]", "//x\n[]", "[1]//", "#",
        "\u{FEFF}", "\u{FEFF}\u{FEFF}[]", "[\u{A0}1]", "[\u{0C}1]", "nullx", "1x", "1]", "truetrue", "\u{2060}[]",
    ])
    func `refused, or followed by text that is told`(_ text: String) {
        guard let document = try? JSONDocument(parsing: Array(text.utf8)) else { return }
        #expect(document.trailingOffset != nil)
        #expect(document.root.kind == .array, "only behind a container may text follow")
    }

    @Test(
        arguments: [
            [0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D], [0x5B, 0x22, 0x80, 0x22, 0x5D], [0x5B, 0x22, 0xF4, 0x90, 0x80, 0x80, 0x22, 0x5D],
            [0x5B, 0xFF, 0x5D],
            [0x5B, 0x22, 0xE0, 0x80, 0x80, 0x22, 0x5D], [0x5B, 0x22, 0xF0, 0x80, 0x80, 0x80, 0x22, 0x5D], [0x5B, 0x22, 0xC3],
            [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00],
            [0x00, 0x5B, 0x00, 0x5D], [0xEF, 0xBB], [0x5B, 0x22, 0x00, 0x22, 0x5D],
        ] as [[UInt8]])
    func `bytes that are no text are refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
    }

    @Test func `scalars of every length stand at every position of a word`() throws {
        // The reader looks at eight bytes at a time; whatever ends or breaks a string must be seen at each offset.
        for lead in 0..<17 {
            let filler = String(repeating: "x", count: lead)
            for (written, meant) in [("é", "é"), ("\\n", "\n"), ("灵", "灵"), ("😀", "😀"), ("\\u00e9", "é"), ("\\\"", "\"")] {
                for tail in 0..<9 {
                    let rest = String(repeating: "y", count: tail)
                    let document = try JSONDocument(parsing: Array("[\"\(filler)\(written)\(rest)\",7]".utf8))
                    #expect(document.root[0]?.string == filler + meant + rest)
                    #expect(document.root[1]?.integer == 7)
                }
            }
            for bad: UInt8 in [0x00, 0x1F, 0x0A, 0xFF, 0x80, 0xC3] {
                #expect(throws: JSONError.self) {
                    try JSONDocument(parsing: Array("[\"\(filler)".utf8) + [bad] + Array("yyyyyyyyy\"]".utf8))
                }
            }
        }
    }

    @Test(arguments: [("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("0", 0), ("-0", 0)])
    func `integers are exact to the last`(_ text: String, _ value: Int) throws {
        #expect(try JSONDocument(parsing: Array(text.utf8)).root.integer == value)
    }

    @Test(arguments: ["9223372036854775808", "1e3", "1.0", "-9223372036854775809", "12345678901234567890123"])
    func `what is no integer that fits is none, and keeps its digits`(_ text: String) throws {
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(root.integer == nil)
        #expect(root.numberText == text)
    }

    @Test(arguments: 2...30) func `a duplicate is found wherever it stands, in few keys and in many`(_ count: Int) throws {
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) {
                let plain = (0..<count).map { "key0\($0 == second ? first : $0)" }
                let text = "{" + plain.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
                let found = try JSONDocument(parsing: Array(text.utf8)).duplicateKeys()
                #expect(found.count == 1)
                let escaped = plain.enumerated().map { $0.offset == second ? "\\u006bey0\(first)" : $0.element }
                let again = "{" + escaped.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
                #expect(try JSONDocument(parsing: Array(again.utf8)).duplicateKeys().count == 1)
            }
        }
    }

    @Test func `limits hold to the byte and to the level`() throws {
        let limits = JSONLimits(depth: 2, bytes: 6)
        #expect(throws: Never.self) { try JSONDocument(parsing: Array("[[1]] ".utf8), limits: limits) }
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("[[[]]]".utf8), limits: limits) }
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("[[1]]  ".utf8), limits: limits) }
    }

    @Test func `a text with more words than are made ready at once is read on where it stopped`() throws {
        // Each kind of turn falls on the seam: the seam lies at multiples of 65,536 words.
        let count = 90_000
        let text = "[" + (0..<count).map { $0 % 3 == 0 ? "{\"k\":[\($0)]}" : $0 % 3 == 1 ? "\"\($0)\"" : "[]" }.joined(separator: ",") + "]"
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(root.count == count)
        var wrong = 0
        for (position, element) in root.elements.enumerated() {
            switch position % 3 {
            case 0: if element["k"]?[0]?.integer != position { wrong += 1 }
            case 1: if element.string != String(position) { wrong += 1 }
            default: if element.kind != .array || element.count != 0 { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func `keys that differ only inside are no duplicates, and equal ones are, at either end of the text`() throws {
        for length in 1...40 {
            let same = String(repeating: "k", count: length)
            for position in 0..<length {
                var other = Array(same.utf8)
                other[position] = UInt8(ascii: "x")
                let text = "{\"\(same)\":1,\"\(String(decoding: other, as: UTF8.self))\":2}"
                #expect(try JSONDocument(parsing: Array(text.utf8)).duplicateKeys().isEmpty, "\(text)")
            }
            #expect(try JSONDocument(parsing: Array("{\"\(same)\":1,\"\(same)\":2}".utf8)).duplicateKeys().count == 1)
        }
    }
}
