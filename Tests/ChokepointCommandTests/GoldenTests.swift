import ArgumentParser
import Diagrams
import Foundation
import Reporting
import Testing

@testable import ChokepointCommand

/// The answers and pictures of the sample, word for word, in both languages: the diagram, never the bytes of the SVG.
///
/// A change of the Catalog may change them. Run with `CHOKEPOINT_RECORD=1` to write them anew, then read the difference.
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
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
        for (code, language) in Self.languages {
            try expect(Picture(points, view: view, language: language).diagram.outline, isRecordedAs: "\(view.rawValue).\(code).txt")
        }
    }

    @Test func `the single points of the sample are told as recorded`() throws {
        let answer = try sample().answer()
        for (code, language) in Self.languages {
            try expect(answer.text(in: Phrasebook(language)), isRecordedAs: "points.\(code).txt")
        }
    }
}
