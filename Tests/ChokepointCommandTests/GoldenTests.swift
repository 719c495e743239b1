import ArgumentParser
import Diagrams
import Foundation
import Reporting
import Resilience
import Testing

@testable import ChokepointCommand

/// The answers and pictures of the sample, word for word, in both languages: the diagram, never the bytes of the SVG.
///
/// A change of the Catalog may change them. Run with `CHOKEPOINT_RECORD=1` to write them anew, then read the difference.
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    private static let gallery = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Visualizations")
    private static let languages: [(code: String, language: Language)] = [("en", .english), ("zh-Hans", .chinese)]

    private func sample() throws -> PointsQuestion {
        let question = try QuestionOptions.parse(["--as-of", "2026-11-24"])
        return try PointsQuestion(try Analysis(try InputOptions.parse([]), question, isQuiet: true, sample: try Demo.sample()))
    }

    private func expect(_ text: String, isRecordedAs name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["CHOKEPOINT_RECORD"] != nil { try text.write(to: file, atomically: true, encoding: .utf8) }
        let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let ours = text.split(separator: "\n", omittingEmptySubsequences: false)
        let theirs = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(ours.difference(from: theirs).isEmpty, "\(name)")
    }

    @Test(arguments: Picture.View.allCases)
    func `the pictures of the sample are those that were recorded`(_ view: Picture.View) throws {
        let points = try sample()
        let exposed = Exposed(points.analysis, targets: points.targets)
        var request = Picture.Request(view: view)
        if view.needsRemoval {
            request.scenario = ["jurisdiction:US"]
            request.outage = try SimulationQuestion(points.analysis, removing: request.scenario, effect: .gone).outage
        }
        for (code, language) in Self.languages {
            let diagram = Picture(exposed, request, language: language).diagram
            try expect(diagram.outline, isRecordedAs: "\(view.rawValue).\(code).txt")
            if code == "en" { try expectGallery(view, shows: diagram) }
        }
    }

    /// The gallery shows the same boxes, lines and verdict; how they are laid out is Graphviz's.
    private func expectGallery(_ view: Picture.View, shows diagram: Diagram) throws {
        let file = Self.gallery.appendingPathComponent("\(view.rawValue).svg")
        let text = try String(contentsOf: file, encoding: .utf8)
        func values(_ name: String) -> Set<String> {
            Set(text.split(separator: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) })
        }
        let escaped: (String) -> String = { $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;") }
        let hint: Comment = "the gallery is not of this diagram: scripts/gallery draws it anew"
        #expect(values("data-n") == Set(diagram.nodes.map { escaped($0.id) }), hint)
        #expect(values("data-e") == Set(diagram.edges.map { escaped("\($0.from)|\($0.to)") }), hint)
        #expect(text.contains(">\(escaped(diagram.verdict.shown).replacing("'", with: "&#39;"))</title>"), hint)
    }

    @Test func `the theme of the gallery is that of the pictures`() throws {
        let file = Self.gallery.appendingPathComponent("theme.css")
        if ProcessInfo.processInfo.environment["CHOKEPOINT_RECORD"] != nil {
            try PictureStyle.sheet.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == PictureStyle.sheet)
    }

    @Test func `the smallest sets of the sample, counted and not listed, are told as recorded`() throws {
        let points = try sample()
        let limits = try CutSetOptions.parse(["--max-order", "3"]).limits()
        let answer = points.search.answer(points.analysis.question(), limits: limits, weighing: nil, countsOnly: true)
        for (code, language) in Self.languages {
            try expect(answer.text(in: Phrasebook(language)), isRecordedAs: "points-counts.\(code).txt")
        }
    }

    @Test func `the single points of the sample are told as recorded`() throws {
        let answer = try sample().answer()
        for (code, language) in Self.languages {
            try expect(answer.text(in: Phrasebook(language)), isRecordedAs: "points.\(code).txt")
        }
    }
}
