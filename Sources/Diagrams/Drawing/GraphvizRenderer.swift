internal import CGraphviz

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Draws diagrams through libgvc, in a child of our own executable with a deadline and limits: Graphviz can crash, hang, and lose edges without a word, and must not take the answer with it.
///
/// Edges drawn are counted against edges asked for. On a crash, a timeout, a complaint or a missing edge a smaller diagram is drawn where there is one, and at last the safe profile; the picture says so.
public struct GraphvizRenderer: Sendable {
    /// The hidden first word by which the executable is its own layout process.
    public static let childVerb = "_layout"

    /// Why there is no picture.
    public enum Failure: Error, Sendable, Hashable {
        /// libgvc could not be used.
        case noGraphviz
        /// The layout ended badly in every form; the code tells how.
        case layout(code: Int32)
        /// The child could not be started.
        case notStarted
    }

    /// How a picture differs from what was asked for.
    public enum Fallback: Sendable, Hashable {
        /// Not at all.
        case none
        /// More was folded.
        case smaller
        /// Plain shapes and lines.
        case safe
    }

    /// A picture.
    public struct Drawing: Sendable {
        /// The bytes of the format.
        public let bytes: [UInt8]
        /// The diagram that was drawn.
        public let diagram: Diagram
        /// How it differs from what was asked for.
        public let fallback: Fallback
    }

    /// The format of a picture.
    public enum Format: String, Sendable, Hashable, CaseIterable { case svg, pdf, png, dot }

    private let executable: String
    private let deadline: UInt32

    /// A renderer that starts `executable` with the hidden verb.
    ///
    /// - Parameter deadline: Milliseconds for one layout.
    public init(executable: String, deadline: UInt32 = 20_000) {
        self.executable = executable
        self.deadline = deadline
    }

    /// Draws a diagram; `smaller` makes the same picture with more folded, for when the layout does not hold.
    ///
    /// DOT needs no Graphviz.
    public func draw(_ diagram: Diagram, as format: Format, smaller: (() -> Diagram)? = nil) throws(Failure) -> Drawing {
        if format == .dot { return Drawing(bytes: Array(DotText(diagram).text.utf8), diagram: diagram, fallback: .none) }
        if let bytes = try attempt(DotText(diagram), diagram, format) { return Drawing(bytes: bytes, diagram: diagram, fallback: .none) }
        let say = DiagramPhrases(diagram.language)
        var last = diagram
        if let folded = smaller?(), folded != diagram {
            let notice = PictureText(say("more is folded than asked for, since the layout did not hold", "布局未能完成，已折叠更多部件"))
            if let bytes = try attempt(DotText(folded, notice: notice), folded, format) {
                return Drawing(bytes: bytes, diagram: folded, fallback: .smaller)
            }
            last = folded
        }
        return try drawSafely(last, as: format)
    }

    /// Draws in the safe profile, which no release of Graphviz is known to stumble over.
    func drawSafely(_ diagram: Diagram, as format: Format) throws(Failure) -> Drawing {
        let say = DiagramPhrases(diagram.language)
        let notice = PictureText(say("drawn in a simpler form, since the layout did not hold", "布局未能完成，已改用简化形式"))
        let safe = DotText(diagram, profile: .safe, notice: notice)
        guard let bytes = try attempt(safe, diagram, format) else { throw .layout(code: chokepoint_layout_failed.code) }
        return Drawing(bytes: bytes, diagram: diagram, fallback: .safe)
    }

    /// One layout; `nil` where it crashed, took too long or lost an edge.
    private func attempt(_ dot: DotText, _ diagram: Diagram, _ format: Format) throws(Failure) -> [UInt8]? {
        // The SVG is drawn in any case: it is where edges can be counted.
        guard let raw = try run(dot.text, format: "svg", isFontless: true),
            let document = SVGDocument(String(decoding: raw, as: UTF8.self), of: diagram),
            document.edgesDrawn == dot.edgeCount
        else { return nil }
        if format == .svg { return Array(document.text.utf8) }
        return try run(dot.text, format: format.rawValue, isFontless: false)
    }

    private func run(_ dot: String, format: String, isFontless: Bool) throws(Failure) -> [UInt8]? {
        var output = unsafe chokepoint_buffer()
        var messages = unsafe chokepoint_buffer()
        defer {
            unsafe chokepoint_free(output)
            unsafe chokepoint_free(messages)
        }
        let words = [executable, Self.childVerb, isFontless ? "fontless" : "full", format]
        var arguments = unsafe words.map { unsafe strdup($0) }
        defer { unsafe arguments.forEach { unsafe free($0) } }
        unsafe arguments.append(nil)
        let bytes = Array(dot.utf8).map { CChar(bitPattern: $0) }
        let status = unsafe chokepoint_run(executable, &arguments, bytes, bytes.count, deadline, &output, &messages)
        switch status {
        case chokepoint_drawn.code:
            guard let start = unsafe output.bytes else { return nil }
            return unsafe UnsafeRawBufferPointer(start: start, count: output.count).map { $0 }
        case chokepoint_no_graphviz.code: throw .noGraphviz
        case chokepoint_not_started.code: throw .notStarted
        default: return nil
        }
    }

    /// The child: DOT on standard input, the picture on standard output, complaints on standard error.
    ///
    /// - Parameter arguments: `fontless` or `full`, and the format.
    /// - Returns: The exit status; any complaint of Graphviz is a failure, since it may mean a lost edge.
    public static func runChild(_ arguments: [String]) -> Int32 {
        guard arguments.count == 2 else { return 2 }
        // Fonts are looked up once a machine, and that takes its time.
        let isFontless = arguments[0] == "fontless"
        chokepoint_limit(isFontless ? 2 : 10, 2 << 30)
        var dot: [CChar] = []
        var chunk = [CChar](repeating: 0, count: 1 << 16)
        while dot.count < 64 << 20 {
            let capacity = chunk.count
            let got = unsafe chunk.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, capacity) }
            if got <= 0 { break }
            dot += chunk[..<got]
        }
        dot.append(0)
        var picture = unsafe chokepoint_buffer()
        var errors: Int32 = 0
        let status = unsafe chokepoint_layout(dot, arguments[1], isFontless ? 1 : 0, &picture, &errors)
        guard status == chokepoint_drawn.code, errors == 0, let start = unsafe picture.bytes else {
            return status == 0 ? chokepoint_layout_failed.code : status
        }
        var sent = 0
        while unsafe sent < picture.count {
            let got = unsafe write(1, start + sent, picture.count - sent)
            if got <= 0 { return 1 }
            sent += got
        }
        return 0
    }
}

/// C's anonymous enumerations come as integers of one sign or the other.
extension BinaryInteger {
    fileprivate var code: Int32 { Int32(truncatingIfNeeded: self) }
}
