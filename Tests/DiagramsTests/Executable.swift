import Foundation

/// The built executable, which lies beside the tests; drawing needs it as its layout process.
enum Executable {
    static var path: String? {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("chokepoint").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    /// Whether the long suites were asked for.
    static var isLong: Bool { ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] != nil }
}

/// A small generator with a seed, so that a failure can be run again.
struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
    mutating func isOnceIn(_ count: Int) -> Bool { below(count) == 0 }
}
