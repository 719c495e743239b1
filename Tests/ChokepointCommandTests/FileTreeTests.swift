import Foundation
import Testing

@testable import ChokepointCommand

#if canImport(Glibc)
    import Glibc
#endif

/// A folder of its own for one test, gone at the end.
final class Scratch {
    /// The folder could not be opened.
    struct Unreadable: Error {}

    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("chokepoint-\(UUID().uuidString)").path
        mkdir(path, 0o755)
    }

    deinit {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/rm")
        process.arguments = ["-rf", path]
        try? process.run()
        process.waitUntilExit()
    }

    func write(_ name: String, _ text: String = "") throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

struct FileTreeTests {
    private func visits(_ path: String, limit: Int = 1_000_000, enter: (String) -> Bool = { _ in true }) throws -> [String] {
        guard let tree = FileTree(path: path) else { throw Scratch.Unreadable() }
        var seen: [String] = []
        let outcome = tree.walk(limit: limit) { entry in
            seen.append("\(entry.kind) \(entry.text)")
            return entry.kind == .folder && enter(entry.text) ? .enter : .skip
        }
        #expect(outcome.unreadable.isEmpty)
        return seen
    }

    @Test func `every entry is visited once, in the order of bytes, files first`() throws {
        let scratch = Scratch()
        for name in ["b.txt", "a/z.txt", "a/y/deep.txt", "c/one.txt", "Z.txt"] { try scratch.write(name) }
        #expect(
            try visits(scratch.path) == [
                "file Z.txt", "file b.txt", "folder a", "folder c", "file a/z.txt", "folder a/y", "file a/y/deep.txt", "file c/one.txt",
            ])
        #expect(try visits(scratch.path, enter: { $0 != "a" }).contains("file a/z.txt") == false)
    }

    @Test func `links, loops and pipes are named and not followed`() throws {
        let scratch = Scratch()
        try scratch.write("sub/file.txt")
        symlink(".", scratch.path + "/sub/loop")
        symlink("../../outside", scratch.path + "/sub/out")
        symlink("/etc/passwd", scratch.path + "/absolute")
        mkfifo(scratch.path + "/pipe", 0o644)
        #expect(
            try Set(visits(scratch.path)) == [
                "linkOutside absolute", "special pipe", "folder sub", "file sub/file.txt", "linkInside sub/loop", "linkOutside sub/out",
            ])
    }

    @Test func `names that are not UTF-8 are walked as they are`() throws {
        let scratch = Scratch()
        for bytes in [[0x61, 0xFF, 0x62], [0x61, 0xFE, 0x62]] as [[UInt8]] {
            let name = Array(scratch.path.utf8) + [0x2F] + bytes + [0]
            let descriptor = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
            #expect(descriptor >= 0)
            close(descriptor)
        }
        #expect(try visits(scratch.path).count == 2)
    }

    @Test func `three thousand levels are walked with one open folder`() throws {
        let scratch = Scratch()
        var folder = open(scratch.path, O_RDONLY | O_DIRECTORY)
        for _ in 0..<3_000 {
            mkdirat(folder, "d", 0o755)
            let next = openat(folder, "d", O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        close(openat(folder, "end.txt", O_CREAT | O_WRONLY, 0o644))
        close(folder)
        let seen = try visits(scratch.path)
        #expect(seen.count == 3_001)
        #expect(seen.last?.hasSuffix("/end.txt") == true)
    }

    @Test func `the limit on entries ends the walk and is told`() throws {
        let scratch = Scratch()
        for number in 0..<20 { try scratch.write("f\(number)") }
        guard let tree = FileTree(path: scratch.path) else { throw Scratch.Unreadable() }
        var count = 0
        let outcome = tree.walk(limit: 7) { _ in
            count += 1
            return .skip
        }
        #expect(count == 7)
        #expect(outcome.hitLimit)
    }

    @Test func `several inputs get the shortest tails that tell them apart`() throws {
        let scratch = Scratch()
        for name in ["x/app/a.txt", "y/app/b.txt", "z/other/c.txt"] { try scratch.write(name) }
        let paths = ["x/app", "y/app", "z/other"].map { scratch.path + "/" + $0 }
        let inputs = try InputPath.distinct(paths.reversed() + paths)
        #expect(inputs.map(\.prefix) == ["x/app", "y/app", "other"])
        #expect(try InputPath.distinct([paths[0], paths[0] + "/"]).map(\.prefix) == [""])
        #expect(throws: CommandError.self) { try InputPath.distinct([scratch.path + "/absent"]) }
    }
}
