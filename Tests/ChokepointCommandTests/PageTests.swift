import Foundation
import Testing

/// The page in a real browser: what it says is what the command line says, in both languages, by keyboard, in the dark and on paper.
@Suite(.serialized, .enabled(if: Browser.path != nil, "no Chromium here"))
struct PageTests {
    private let scratch = Scratch()
    private var page: String { scratch.path + "/page.html" }

    /// The page of the sample, open.
    private func sample(_ hash: String = "") throws -> Browser {
        let files = scratch.path + "/sample"
        #expect(try Program.run(["demo", "--files", files]).status == 0)
        #expect(try Program.run(["render", files, "-o", page, "--as-of", "2026-11-23"]).status == 0)
        let browser = try Browser(at: Browser.path!)
        try browser.open(page, hash)
        return browser
    }

    @Test func `the page loads under its policy without a complaint and asks for nothing`() throws {
        let browser = try sample()
        #expect(browser.complaints.isEmpty && browser.requests.isEmpty, "\(browser.complaints) \(browser.requests)")
        #expect(try browser.evaluate("document.querySelectorAll('.view').length") as? Int ?? 0 > 2)
        #expect(try browser.text("document.title") == browser.text("document.querySelector('h1').textContent"))
        #expect(try browser.evaluate("document.querySelectorAll('[style],[onclick],[onload]').length") as? Int == 0)
        try browser.keepScreenshot("page-summary")
        // What somebody slips in does not run.
        try browser.evaluate("const s=document.createElement('script');s.textContent='window.slipped=1';document.body.append(s)")
        #expect(try browser.text("typeof window.slipped") == "undefined")
    }

    @Test func `search finds, a click explains by its path with sources, and the picture shows it`() throws {
        let browser = try sample()
        try browser.press("/")
        #expect(try browser.text("document.activeElement.id") == "q")
        for letter in "openai" { try browser.press(String(letter), text: String(letter)) }
        #expect(try browser.text("document.querySelector('#found').textContent").hasSuffix("found"))
        let shown = try browser.evaluate("[...document.querySelectorAll('#parts tbody tr')].filter(r=>!r.hidden).length") as? Int ?? 0
        let all = try browser.evaluate("document.querySelectorAll('#parts tbody tr').length") as? Int ?? 0
        #expect(shown > 0 && shown < all)
        try browser.evaluate(
            "document.querySelector('.view:not([hidden]) .node[data-n=\"service:openai-api\"]').dispatchEvent(new MouseEvent('click',{bubbles:true}))"
        )
        let told = try browser.text("document.querySelector('#detail').innerText")
        #expect(told.contains("service:openai-api") && told.contains("is operated by") && told.contains("Catalog `services/openai-api`"))
        #expect(try browser.evaluate("document.querySelectorAll('.view:not([hidden]) .node.on').length") as? Int ?? 0 > 0)
        try browser.keepScreenshot("page-explanation")
    }

    @Test(arguments: ["vendor:openai", "jurisdiction:US"], ["immediate", "update"])
    func `a removal on the page has the states that simulate gives`(_ removal: String, _ horizon: String) throws {
        let browser = try sample("#gone=\(removal)&h=\(horizon == "immediate" ? 0 : 2)")
        let answer = try Program.run([
            "simulate", scratch.path + "/sample", "--remove", removal, "--horizon", horizon, "--as-of", "2026-11-23", "-f", "json",
        ])
        let document = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        var expected: [String: String] = [:]
        for node in document?["nodes"] as? [[String: Any]] ?? [] { expected[node["id"] as? String ?? ""] = node["after"] as? String }
        let script =
            "Object.fromEntries([...document.querySelectorAll('#parts tbody tr')].map(r=>[D.nodes[+r.dataset.i].id,r.lastChild.textContent]).filter(x=>x[1]!=='–'))"
        let seen = try browser.evaluate(script) as? [String: String] ?? [:]
        #expect(!expected.isEmpty && seen == expected)
        #expect(try browser.text("document.querySelector('#gone').value") == removal)
        let target = try browser.text("document.querySelector('#outcome td:last-child').textContent")
        #expect(target == expected["product:assistant"] ?? "unaffected")
        try browser.keepScreenshot("page-removal")
    }

    @Test func `both languages say the same of everything, and the choice stays in the address`() throws {
        let browser = try sample()
        try browser.evaluate("document.querySelector('#lang').click()")
        #expect(try browser.text("document.documentElement.lang") == "zh-Hans")
        #expect(try browser.text("document.querySelector('nav').innerText").contains("概览"))
        #expect(try browser.text("document.querySelector('.view:not([hidden])').lang") == "zh-Hans")
        #expect(try browser.text("location.hash").contains("lang=zh-Hans"))
        // Nothing that has two wordings is left in the other one.
        #expect(try browser.evaluate("[...document.querySelectorAll('[data-zh]')].every(e=>e.textContent===e.dataset.zh)") as? Bool == true)
        try browser.evaluate("document.querySelector('#lang').click()")
        #expect(try browser.evaluate("[...document.querySelectorAll('[data-en]')].every(e=>e.textContent===e.dataset.en)") as? Bool == true)
        try browser.keepScreenshot("page-english-again")
    }

    @Test func `the dark follows the system and the button, in page and pictures`() throws {
        let browser = try sample()
        let ground = "getComputedStyle(document.body).backgroundColor"
        let light = try browser.text(ground)
        try browser.call("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": "dark"]]])
        let dark = try browser.text(ground)
        #expect(light != dark)
        try browser.keepScreenshot("page-dark")
        try browser.evaluate("document.querySelector('#theme').click()")
        #expect(try browser.text(ground) == light)
        let ink = "getComputedStyle(document.querySelector('.view:not([hidden]) svg')).getPropertyValue('--ink').trim()"
        let inkInLight = try browser.text(ink)
        try browser.evaluate("document.querySelector('#theme').click()")
        #expect(try browser.text(ink) != inkInLight)
    }

    @Test func `everything is within reach of the keyboard`() throws {
        let browser = try sample()
        try browser.evaluate("document.querySelector('.view:not([hidden]) .node[data-n=\"service:openai-api\"]').focus()")
        try browser.press("Enter")
        #expect(try browser.text("document.querySelector('#detail').innerText").contains("service:openai-api"))
        try browser.press("Escape")
        #expect(try browser.evaluate("document.querySelectorAll('.node.on').length") as? Int == 0)
        try browser.press("Tab")
        #expect(try browser.text("document.activeElement.tagName") != "BODY")
        let unnamed =
            "[...document.querySelectorAll('button,input,select,[role=button]')].filter(e=>!(e.textContent.trim()||e.getAttribute('aria-label')||e.placeholder||e.closest('label'))).length"
        #expect(try browser.evaluate(unnamed) as? Int == 0)
    }

    @Test func `tables sort both ways and are taken along as CSV that no spreadsheet runs`() throws {
        let browser = try sample("#view=parts")
        let names = "[...document.querySelectorAll('#parts tbody tr')].map(r=>r.cells[0].textContent)"
        let before = try browser.evaluate(names) as? [String] ?? []
        try browser.evaluate("document.querySelector('#parts th button').click()")
        let up = try browser.evaluate(names) as? [String] ?? []
        try browser.evaluate("document.querySelector('#parts th button').click()")
        let down = try browser.evaluate(names) as? [String] ?? []
        #expect(Set(up) == Set(before) && up != down && up.first == down.last)
        #expect(try browser.text("document.querySelector('#parts th').ariaSort") == "descending")
        try browser.evaluate(
            "document.querySelector('#parts tbody td').textContent='=1+1';window.taken='';const B=Blob;window.Blob=function(p,o){window.taken=p.join('');return new B(p,o)}"
        )
        try browser.evaluate("document.querySelector('[data-csv=parts]').click()")
        let taken = try browser.text("window.taken")
        #expect(taken.contains("\"'=1+1\"") && taken.split(separator: "\r\n").count == before.count + 1)
    }

    @Test func `on paper every picture of the language stands, and the PDF is one`() throws {
        let browser = try sample()
        let data = Data(base64Encoded: try browser.call("Page.printToPDF", ["landscape": true])["data"] as? String ?? "") ?? Data()
        #expect(data.starts(with: Data("%PDF".utf8)) && data.count > 20_000)
        try browser.call("Emulation.setEmulatedMedia", ["media": "print"])
        let shown =
            "[...document.querySelectorAll('.view[lang=en]')].every(e=>getComputedStyle(e).display!=='none')&&[...document.querySelectorAll('.view[lang=zh-Hans]')].every(e=>getComputedStyle(e).display==='none')"
        #expect(try browser.evaluate(shown) as? Bool == true)
        // Who reads in the dark still prints on white.
        try browser.evaluate("document.documentElement.dataset.theme='dark'")
        #expect(try browser.text("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)")
        let ink = "getComputedStyle(document.querySelector('.view svg')).getPropertyValue('--ink').trim()"
        #expect(try browser.text(ink) == "#1b1f24")
        try browser.keepScreenshot("page-paper")
    }

    @Test func `a box that stands for several parts lists them, is found by them and counts what a removal does to them`() throws {
        let browser = try sample()
        let box = ".view:not([hidden]) .node[data-n=\"rest:parts\"]"
        let script = "D.folds.find(f=>f[0]==='summary'&&f[1]==='rest:parts')[2].map(i=>D.nodes[i].id)"
        let held = try browser.evaluate(script) as? [String] ?? []
        #expect(held.contains("service:s3") && held.count == 3)
        try browser.evaluate("document.querySelector('\(box)').dispatchEvent(new MouseEvent('click',{bubbles:true}))")
        #expect(try browser.text("document.querySelector('#detail').innerText").contains("stands for 3 parts"))
        #expect(try browser.evaluate("document.querySelectorAll('#detail li').length") as? Int == 3)
        let enter = { (id: String, value: String) in
            "document.querySelector('\(id)').value='\(value)';document.querySelector('\(id)').dispatchEvent(new Event('input'))"
        }
        try browser.evaluate(enter("#q", "Amazon S3"))
        #expect(try browser.evaluate("document.querySelector('\(box)').classList.contains('hit')") as? Bool == true)
        try browser.evaluate(enter("#gone", "vendor:aws"))
        #expect(try browser.text("document.querySelector('\(box) .badge').textContent") == "1/3 down")
        try browser.keepScreenshot("page-stack")
    }

    @Test func `on a phone nothing is wider than the screen but the picture, which moves within its frame`() throws {
        let browser = try sample()
        try browser.call(
            "Emulation.setDeviceMetricsOverride", ["width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true])
        #expect(try browser.evaluate("document.documentElement.scrollWidth<=390") as? Bool == true)
        let frame = "document.querySelector('.view:not([hidden])')"
        #expect(try browser.evaluate("\(frame).scrollWidth>\(frame).clientWidth") as? Bool == true)
        #expect(try browser.evaluate("document.querySelector('main').getBoundingClientRect().top<400") as? Bool == true)
        try browser.keepScreenshot("page-phone")
    }

    @Test func `hostile names are text and nothing else`() throws {
        try scratch.write("h/requirements.txt", "torch==2.6.0\n")
        let names = [
            "<script>alert(1)</script>", "]]></svg><img src=x onerror=alert(1)>", "\u{202E}gnp.exe", "javascript:alert(1)", "'\"><b>",
            "</script><script>alert(1)</script>",
        ]
        let products = names.enumerated().map { "  - {id: p\($0), name: \(quoted($1)), needs: [\"service:openai-api\"]}" }
        try scratch.write("h/chokepoint.yaml", "chokepoint: 1\nproducts:\n" + products.joined(separator: "\n") + "\n")
        let drawn = try Program.run(["render", scratch.path + "/h", "-o", page])
        #expect(drawn.status == 0, "\(drawn.talk)")
        let browser = try Browser(at: Browser.path!)
        try browser.open(page)
        #expect(browser.complaints.isEmpty && browser.requests.isEmpty)
        #expect(!browser.events.contains { $0["method"] as? String == "Page.javascriptDialogOpening" })
        #expect(try browser.evaluate("document.querySelectorAll('main img, main b, .view script').length") as? Int == 0)
        #expect(try browser.text("document.querySelector('#parts').textContent").contains("<script>alert(1)</script>"))
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }
}
