import Foundation
import Testing

/// The legend sheet without colour, as a real browser paints it: what a state looks like is measured, not told by the theme.
@Suite(.serialized, .enabled(if: Browser.path != nil, "no Chromium here"))
struct GreyscaleTests {
    private let scratch = Scratch()

    /// Paints the sheet in grey, then takes the upper left corner of each state's box: its border, its plate, its glyph and the first letters of its word.
    private static let measure = """
        (async () => {
          const svg = document.querySelector('svg'), box = svg.viewBox.baseVal, image = new Image();
          svg.setAttribute('width', box.width); svg.setAttribute('height', box.height);
          image.src = 'data:image/svg+xml;base64,' + btoa(unescape(encodeURIComponent(new XMLSerializer().serializeToString(svg))));
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = box.width; canvas.height = box.height;
          const pen = canvas.getContext('2d');
          pen.filter = 'grayscale(1)';
          pen.fillStyle = '#fff'; pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.drawImage(image, 0, 0);
          const home = svg.getBoundingClientRect(), found = {};
          for (const state of ['removed', 'down', 'degraded', 'frozen', 'unaffected']) {
            const rect = document.querySelector('.node.s-' + state).getBoundingClientRect();
            const data = pen.getImageData(rect.x - home.x - 2, rect.y - home.y - 2, 90, 26).data;
            found[state] = [...data].filter((_, i) => i % 4 === 0);
            if ([...data].some((v, i) => i % 4 < 3 && v !== data[i - i % 4])) found[state] = null;
          }
          return found;
        })()
        """

    @Test func `in grey every state is told from every other`() throws {
        let sheet = scratch.path + "/legend.svg"
        let files = scratch.path + "/sample"
        #expect(try Program.run(["demo", "--files", files]).status == 0)
        #expect(try Program.run(["render", files, "--view", "legend", "-o", sheet, "--quiet"]).status == 0)
        let picture = try String(contentsOfFile: sheet, encoding: .utf8)
        try scratch.write("legend.html", "<!doctype html><meta charset=utf-8><body style='margin:0;background:#fff'>" + picture)
        let browser = try Browser(at: Browser.path!)
        try browser.open(scratch.path + "/legend.html")
        let seen = try #require(try browser.settled(Self.measure) as? [String: [Int]])
        #expect(seen.count == 5)
        let states = seen.keys.sorted()
        for (number, one) in states.enumerated() {
            for other in states.dropFirst(number + 1) {
                let pairs = zip(seen[one] ?? [], seen[other] ?? [])
                let differing = pairs.count { abs($0 - $1) > 48 }
                #expect(differing > 60, "\(one) and \(other): \(differing) points of 2,340 differ")
            }
        }
        // Plates differ in how dark they are: taken away and down are dark, the others light.
        let dark = states.filter { state in (seen[state] ?? []).count { $0 < 128 } > 1_000 }
        #expect(dark == ["down", "removed"])
        try browser.call("Emulation.setEmulatedVisionDeficiency", ["type": "achromatopsia"])
        try browser.keepScreenshot("legend-grey")
    }
}
