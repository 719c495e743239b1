/// Patterns of files that are not looked at, as `.gitignore` writes them.
///
/// Supported: comments, `!` to take back, `/` at the start or in the middle to anchor, `/` at the end for folders, `*`, `?`, `[…]`, `**`, and `\` to
/// escape. The last pattern that matches decides, as git does it. Matching is iterative and takes O(pattern × path).
struct IgnoreRules: Sendable {
    private struct Pattern {
        let segments: [[UInt8]]
        let isAnchored: Bool
        let isFolderOnly: Bool
        let isTakenBack: Bool
    }

    private var patterns: [Pattern] = []

    /// No patterns.
    init() {}

    /// The patterns in the lines of `text`.
    init(lines text: [UInt8]) {
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) { add(line: Array(line)) }
    }

    /// The patterns of a manifest, one a text.
    init(patterns texts: [String]) {
        for text in texts { add(line: Array(text.utf8)) }
    }

    /// Whether there is nothing to match.
    var isEmpty: Bool { patterns.isEmpty }

    /// What the rules say of a path of raw names below the folder that the rules belong to: ignored, taken back, or `nil` for nothing.
    func verdict(on path: ArraySlice<[UInt8]>, isFolder: Bool) -> Bool? {
        for pattern in patterns.reversed() where !(pattern.isFolderOnly && !isFolder) && Self.matches(pattern, path) {
            return !pattern.isTakenBack
        }
        return nil
    }

    private mutating func add(line: [UInt8]) {
        var line = line[...]
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
        guard let first = line.first, first != UInt8(ascii: "#") else { return }
        let isTakenBack = first == UInt8(ascii: "!")
        if isTakenBack { line.removeFirst() }
        let isFolderOnly = line.last == UInt8(ascii: "/")
        if isFolderOnly { line.removeLast() }
        let segments = line.split(separator: UInt8(ascii: "/")).map(Array.init)
        guard !segments.isEmpty else { return }
        let isAnchored = segments.count > 1 || line.first == UInt8(ascii: "/")
        patterns.append(Pattern(segments: segments, isAnchored: isAnchored, isFolderOnly: isFolderOnly, isTakenBack: isTakenBack))
    }

    private static func matches(_ pattern: Pattern, _ path: ArraySlice<[UInt8]>) -> Bool {
        guard let name = path.last else { return false }
        if !pattern.isAnchored { return matches(segment: pattern.segments[0], name) }
        return matches(segments: pattern.segments, Array(path))
    }

    /// `**` spans any number of names.
    private static func matches(segments: [[UInt8]], _ names: [[UInt8]]) -> Bool {
        WildcardWalk.matches(pattern: segments.count, elements: names.count) { place in
            segments[place].elementsEqual("**".utf8)
        } step: { place, offset in
            matches(segment: segments[place], names[offset]) ? place + 1 : nil
        }
    }

    /// `*`, `?`, `[…]` and `\` within one name.
    static func matches(segment pattern: [UInt8], _ name: [UInt8]) -> Bool {
        WildcardWalk.matches(pattern: pattern.count, elements: name.count) { place in
            pattern[place] == UInt8(ascii: "*")
        } step: { place, offset in
            step(pattern, place, name[offset])
        }
    }

    /// The position behind the one-byte element at `position` if it accepts `byte`.
    private static func step(_ pattern: [UInt8], _ position: Int, _ byte: UInt8) -> Int? {
        guard position < pattern.count else { return nil }
        switch pattern[position] {
        case UInt8(ascii: "?"): return position + 1
        case UInt8(ascii: "\\") where position + 1 < pattern.count: return pattern[position + 1] == byte ? position + 2 : nil
        case UInt8(ascii: "["): return set(pattern, position, byte)
        default: return pattern[position] == byte ? position + 1 : nil
        }
    }

    private static func set(_ pattern: [UInt8], _ start: Int, _ byte: UInt8) -> Int? {
        var position = start + 1
        let isNegated = position < pattern.count && (pattern[position] == UInt8(ascii: "!") || pattern[position] == UInt8(ascii: "^"))
        if isNegated { position += 1 }
        let first = position
        var isMember = false
        while position < pattern.count, pattern[position] != UInt8(ascii: "]") || position == first {
            if position + 2 < pattern.count, pattern[position + 1] == UInt8(ascii: "-"), pattern[position + 2] != UInt8(ascii: "]") {
                if pattern[position] <= byte, byte <= pattern[position + 2] { isMember = true }
                position += 3
            } else {
                if pattern[position] == byte { isMember = true }
                position += 1
            }
        }
        guard position < pattern.count else { return pattern[start] == byte ? start + 1 : nil }
        return isMember != isNegated ? position + 1 : nil
    }
}
