import Foundation
import Testing

/// Names that are meant to be anything but names, from a file through the built program to a picture.
struct HostileNamesTests {
    private static let names = [
        "<script>alert(1)</script>", "]]></svg>", "javascript:alert(1)", "\u{202E}gnp.exe", "\"quoted\" \\N \\G \\l", "<B>bold</B>",
        "&amp; &#0; &bogus;", "image=/etc/passwd", String(repeating: "x", count: 1_000_000), "{|}<port>",
        "</TABLE>>; a [image=\"/etc/passwd\"]; <", "<IMG SRC=\"/etc/passwd\"/>", "a\u{1B}[31m", "line\nline", "' onclick='x",
    ]

    private static let banned = [
        "<script", "<image", "<IMG", "<img", "xlink:href", "href=\"javascript", "href=\"http:", " onclick=\"", " onload=\"", "\u{202E}",
        "\u{1B}",
        "<!DOCTYPE", " style=\"",
    ]

    private let scratch = Scratch()

    /// A bill in which every part and product has one of the names, and addresses that nobody may follow.
    private func bill() throws -> String {
        let references = Self.names.indices.map { "c\($0)" }
        let components: [[String: Any]] = zip(references, Self.names).enumerated().map { number, part in
            [
                "type": "library", "bom-ref": part.0, "name": part.1, "version": "1", "purl": "pkg:npm/h\(number)@1",
                "supplier": ["name": part.1, "url": ["javascript:alert(1)"]],
                "externalReferences": [["type": "website", "url": "http://example.invalid/"]],
            ]
        }
        let document: [String: Any] = [
            "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
            "metadata": ["component": ["type": "application", "bom-ref": "root", "name": "<script>alert(1)</script>"]],
            "components": components, "dependencies": [["ref": "root", "dependsOn": references]],
        ]
        let data = try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
        try scratch.write("bill/bom.json", String(decoding: data, as: UTF8.self))
        return scratch.path + "/bill"
    }

    @Test(arguments: ["summary", "map", "border", "tree"])
    func `a bill full of hostile names is drawn as text, short, with no reference outside`(_ view: String) throws {
        let folder = try bill()
        let picture = try Program.run(["render", folder, "--view", view, "-f", "svg", "--quiet"])
        #expect(picture.status == 0, "\(picture.talk)")
        for word in Self.banned { #expect(!picture.output.contains(word), "\(view): \(word)") }
        #expect(picture.output.utf8.count < 200_000)
        let links = picture.output.split(separator: " href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(links.allSatisfy { $0.hasPrefix("https://") || $0.hasPrefix("#") }, "\(links)")
        if view != "summary" {
            // What is shown is the name itself, backslashes and all.
            #expect(picture.output.contains("&quot;quoted&quot; \\N \\G \\l"), "\(view)")
            #expect(picture.output.contains("&lt;IMG SRC=&quot;/etc/passwd&quot;/&gt;"), "\(view)")
            #expect(picture.output.contains("\\u{202E}gnp.exe"), "\(view)")
        }
        let text = try Program.run(["render", folder, "--view", view, "-f", "dot", "--quiet"])
        #expect(text.status == 0)
        for word in ["URL=", "href", "HREF", "image=\"", "shapefile", "\u{202E}", "\u{1B}"] {
            #expect(!text.output.contains(word), "\(word)")
        }
        #expect(text.output.utf8.count < 200_000)
    }
}
