import Reporting
import Testing

struct JSONWriterTests {
    @Test func `objects and arrays are laid out with two spaces`() {
        var json = JSONWriter()
        json.object {
            $0.member("name", "a")
            $0.object("empty") { _ in }
            $0.array("list", [1, 2]) { json, number in json.value(number) }
            $0.member("none", nil as String?)
            $0.array("objects", [true]) { json, flag in json.object { $0.member("flag", flag) } }
        }
        #expect(
            json.text == """
                {
                  "name": "a",
                  "empty": {},
                  "list": [
                    1,
                    2
                  ],
                  "objects": [
                    {
                      "flag": true
                    }
                  ]
                }

                """)
    }

    @Test(arguments: [
        ("plain", "\"plain\""), ("q\"b\\", "\"q\\\"b\\\\\""), ("\n\r\t\u{0}\u{1F}", "\"\\n\\r\\t\\u0000\\u001f\""),
        ("</script>", "\"\\u003c/script>\""),
        ("灵犀", "\"灵犀\""), ("\u{202E}x", "\"\\u202ex\""), ("\u{2028}", "\"\\u2028\""), ("\u{7F}", "\"\\u007f\""), ("😀", "\"😀\""),
    ])
    func `strings are escaped`(_ text: String, _ expected: String) {
        var json = JSONWriter()
        json.value(text)
        #expect(json.text == expected + "\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}[31m", "\\u{1B}[31m"), ("a\u{202E}b", "a\\u{202E}b"), ("line\nline", "line\\u{A}line"), ("灵犀", "灵犀"),
    ])
    func `the terminal gate escapes what moves the cursor`(_ text: String, _ expected: String) {
        #expect(TerminalText(text).description == expected)
    }

    @Test func `columns line up over wide characters`() {
        var table = Table(indent: " ")
        table.add("灵犀", "x")
        table.add("abc", "y")
        #expect(table.text == " 灵犀  x\n abc   y\n")
    }

    @Test func `a document that is handed on in pieces is the same document`() {
        struct Numbers: JSONWritable {
            let count: Int
            func write(to json: inout JSONWriter) { json.object { json in json.array("numbers", 0..<count) { $0.value($1) } } }
        }
        for count in [0, 1, 10_000, 100_000] {
            let document = Numbers(count: count)
            var pieces: [[UInt8]] = []
            document.sendJSON { pieces.append($0) }
            #expect(String(decoding: pieces.joined(), as: UTF8.self) == document.json)
            #expect(pieces.allSatisfy { $0.count < 70_000 })
        }
    }
}
