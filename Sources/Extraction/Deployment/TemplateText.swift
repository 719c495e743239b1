internal import SupplyChain

/// YAML with expressions of a template engine in it, made readable as far as it is literal.
struct TemplateText {
    /// The text with every expression replaced, line for line.
    let bytes: [UInt8]
    /// How many expressions there were.
    let expressions: Int
    /// The line of the first expression that never ends.
    let openLine: Int?

    /// What stands in a value where an expression was: a `$`, so that nothing takes it for a name.
    static let placeholder = "$template$"

    /// Blanks lines that hold nothing but expressions, and puts a placeholder where one is part of a value.
    ///
    /// Text without `{{` comes back as it is. O(length).
    init(_ source: [UInt8]) {
        guard ByteSearch.contains(source[...], "{{") else {
            (bytes, expressions, openLine) = (source, 0, nil)
            return
        }
        var out: [UInt8] = []
        out.reserveCapacity(source.count)
        var closings = Closings(source)
        var count = 0
        var at = 0
        // Whether anything but blanks and expressions stands on the line so far.
        var isBlank = true
        while at < source.count {
            guard Self.opens(source, at) else {
                if source[at] == 0x0A { isBlank = true } else if source[at] > 0x20 { isBlank = false }
                out.append(source[at])
                at += 1
                continue
            }
            var end = at
            var found = 0
            // Expressions side by side are one gap; line breaks inside them stay, so that lines keep their numbers.
            while end < source.count, Self.opens(source, end) {
                end = closings.end(of: end)
                found += 1
                if isBlank { while end < source.count, source[end] == 0x20 || source[end] == 0x09 { end += 1 } }
            }
            count += found
            let isAlone = isBlank && (end >= source.count || source[end] == 0x0A || source[end] == 0x0D)
            if !isAlone {
                out += Array(Self.placeholder.utf8)
                isBlank = false
            }
            out += source[at..<end].filter { $0 == 0x0A }
            at = end
        }
        (bytes, expressions) = (out, count)
        openLine = closings.firstOpen.map { start in source[..<start].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
    }

    private static func opens(_ source: [UInt8], _ at: Int) -> Bool {
        source[at] == UInt8(ascii: "{") && at + 1 < source.count && source[at + 1] == UInt8(ascii: "{")
    }

    /// Where expressions end, found in one pass over the text however many begin.
    private struct Closings {
        private let source: [UInt8]
        private var next = 0
        /// Where the first expression begins that never ends.
        private(set) var firstOpen: Int?
        /// Longer expressions are no expressions.
        private static let longest = 4_096

        init(_ source: [UInt8]) { self.source = source }

        /// Behind the `}}` that ends the expression at `start`; the end of its line where none does within reach.
        mutating func end(of start: Int) -> Int {
            next = max(next, start + 2)
            while next + 1 < source.count, !(source[next] == UInt8(ascii: "}") && source[next + 1] == UInt8(ascii: "}")) { next += 1 }
            if next + 1 < source.count, next - start < Self.longest { return next + 2 }
            firstOpen = firstOpen ?? start
            var end = start + 2
            while end < source.count, source[end] != 0x0A { end += 1 }
            return min(end, source.count)
        }
    }
}

extension Extract {
    /// Notes expressions of a template engine, which are never evaluated.
    mutating func note(_ template: TemplateText) {
        guard template.expressions > 0 else { return }
        gaps.append(.templates)
        if let line = template.openLine { diagnose(.malformed(reason: "an expression that never ends"), at: place(line: line)) }
    }
}
