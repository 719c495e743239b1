import Scanning
import Testing

struct XMLTokenizerTests {
    /// What a document says, a word a token: `<{namespace}name key=value>`, `</>`, text in quotes.
    private func tokens(_ text: String, limits: XMLLimits = .standard) throws(XMLError) -> [String] {
        var xml = try XMLTokenizer(Array(text.utf8), limits: limits)
        var words: [String] = []
        func string(_ range: Range<Int>) -> String { String(decoding: xml.bytes[range], as: UTF8.self) }
        while true {
            switch try xml.next() {
            case .start:
                let space = String(decoding: xml.namespace(xml.name.namespace), as: UTF8.self)
                let attributes = xml.attributes.map {
                    let space = $0.name.namespace == 0 ? "" : "{" + String(decoding: xml.namespace($0.name.namespace), as: UTF8.self) + "}"
                    return " \(space)\(string($0.name.local))=\(String(decoding: xml.content(of: $0.value), as: UTF8.self))"
                }
                words.append("<" + (space.isEmpty ? "" : "{\(space)}") + string(xml.name.local) + attributes.joined() + ">")
            case .end: words.append("</>")
            case .text: words.append("\"" + String(decoding: xml.content(of: xml.text), as: UTF8.self) + "\"")
            case .finished: return words + (xml.trailingOffset.map { ["behind \($0)"] } ?? [])
            }
        }
    }

    @Test(
        arguments: [
            ("<a/>", "<a> </>"), ("<a></a >", "<a> </>"),
            ("\u{FEFF}<?xml version='1.0'?>\n<!-- c --><a>x</a>\n<!-- d --> ", "<a> \"x\" </>"),
            ("<a b='1' c=\"2 > 1\"/>", "<a b=1 c=2 > 1> </>"), ("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</a>", "<a> \"<&>\"'A😀\" </>"),
            ("<a b='&lt;&#10;'/>", "<a b=<\n> </>"), ("<a> <b/> </a>", "<a> <b> </> </>"),
            ("<a>x<![CDATA[<y>&amp;]]>z</a>", "<a> \"x\" \"<y>&amp;\" \"z\" </>"),
            ("<a>x<!-- - -->y<?p q?>z</a>", "<a> \"x\" \"y\" \"z\" </>"),
            ("<a><![CDATA[]]></a>", "<a> </>"), ("<a/>behind", "<a> </> behind 4"), ("<a/><b/>", "<a> </> behind 4"),
            ("<灵 犀='通'/>", "<灵 犀=通> </>"),
            ("<a\n\tb = '1'\n/>", "<a b=1> </>"), ("<a.b-c_d/>", "<a.b-c_d> </>"),
        ])
    func `well-formed text is read piece by piece`(_ text: String, _ expected: String) throws {
        #expect(try tokens(text).joined(separator: " ") == expected)
    }

    @Test func `prefixes mean what the nearest element around them says`() throws {
        let text = "<a xmlns='u' xmlns:p='v'><p:b p:c='1' d='2' xml:lang='en'/><b xmlns='' xmlns:p='w'><p:c/><d/></b><p:e/><f/></a>"
        #expect(
            try tokens(text).filter { $0 != "</>" } == [
                "<{u}a>", "<{v}b {v}c=1 d=2 {http://www.w3.org/XML/1998/namespace}lang=en>", "<b>", "<{w}c>", "<d>", "<{v}e>", "<{u}f>",
            ])
    }

    @Test(arguments: [
        "", " ", "x", "<", "<a", "<a>", "<a></b>", "<a></ab>", "</a>", "<a b/>", "<a b=1/>", "<a b='1/>", "<a b='1'c='2'/>", "<a b='<'/>",
        "<a b='1' b='2'/>", "<1/>", "< a/>", "<a>&nbsp;</a>", "<a>&;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>",
        "<a>& </a>",
        "<a>&#99999999999999999999;</a>", "<a b='&x;'/>", "<a><![CDATA[x</a>", "<a><!-- x</a>", "<a><?x</a>", "<p:a/>", "<a p:b='1'/>",
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a><!DOCTYPE b></a>", "<a><!x></a>", "<![CDATA[x]]><a/>", "<a / >",
    ])
    func `what is not well-formed, and every document type, is refused`(_ text: String) {
        #expect(throws: XMLError.self) { try tokens(text) }
    }

    @Test func `UTF-16 and what is not UTF-8 is refused at its place`() throws {
        for mark in [[0xFF, 0xFE], []] as [[UInt8]] {
            let wide = mark + "<a/>".utf8.flatMap { [$0, 0] }
            #expect(throws: XMLError.self) { _ = try XMLTokenizer(wide) }
        }
        do throws(XMLError) {
            _ = try XMLTokenizer(Array("<a>\n".utf8) + [0xC0, 0x80])
            Issue.record("was read")
        } catch {
            #expect(error.reason == "not UTF-8")
            #expect(error.line == 2)
        }
    }

    @Test func `limits hold`() {
        #expect(throws: XMLError.self) { try tokens(String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)) }
        #expect(throws: XMLError.self) { try tokens("<a " + (0..<100).map { "a\($0)='1'" }.joined(separator: " ") + "/>") }
        #expect(throws: XMLError.self) { try tokens("<aaaa/>", limits: XMLLimits(bytes: 4)) }
    }

    @Test func `no cut and no changed byte traps`() {
        let sample = Array("<?xml version='1.0'?><a xmlns='u' xmlns:p='v'><p:b c='&lt;1'>x<![CDATA[y]]>&#65;<!-- z --></p:b><d/></a>".utf8)
        for length in sample.indices { _ = try? tokens(String(decoding: sample[..<length], as: UTF8.self)) }
        for position in sample.indices {
            for byte in [0x00, 0x3C, 0x3E, 0x26, 0x22, 0x27, 0x2F, 0x21, 0x5D, 0x3A] as [UInt8] {
                var changed = sample
                changed[position] = byte
                _ = try? tokens(String(decoding: changed, as: UTF8.self))
            }
        }
    }
}
