import Foundation
import Testing

@testable import ChokepointCommand

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct OutputTests {
    private func names(in folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test func `a file is replaced whole, and nothing else is left behind`() throws {
        let scratch = Scratch()
        try scratch.write("answer.json", "old")
        // What a process of the same number left behind.
        try scratch.write("answer.json.\(getpid()).partial", "half")
        try Output.write(to: scratch.path + "/answer.json") { stream in for _ in 0..<3 { stream.send(Array("new".utf8)) } }
        #expect(try String(contentsOfFile: scratch.path + "/answer.json", encoding: .utf8) == "newnewnew")
        #expect(try names(in: scratch.path) == ["answer.json"])
    }

    @Test func `behind a link the file that it leads to is replaced`() throws {
        let scratch = Scratch()
        try scratch.write("real.txt", "old")
        #expect(symlink("real.txt", scratch.path + "/link.txt") == 0)
        try Output.write(Array("new".utf8), to: scratch.path + "/link.txt")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/link.txt") == "real.txt")
        #expect(try String(contentsOfFile: scratch.path + "/real.txt", encoding: .utf8) == "new")
    }

    @Test func `a pipe is written to and stays a pipe`() throws {
        let scratch = Scratch()
        let pipe = scratch.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try Output.write(Array("words".utf8), to: pipe)
        var bytes = [UInt8](repeating: 0, count: 16)
        #expect(read(reader, &bytes, 16) == 5 && bytes.prefix(5).elementsEqual("words".utf8))
        #expect(try names(in: scratch.path) == ["pipe"])
    }

    @Test func `a folder that is not there is said`() {
        #expect(throws: CommandError.self) { try Output.write([1], to: Scratch().path + "/none/answer.json") }
    }
}
