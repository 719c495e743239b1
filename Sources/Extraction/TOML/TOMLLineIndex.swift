/// The lines within one element of an array of tables on which `{ name = "…"` stands, each given out once.
final class TOMLLineIndex {
    /// The line of the header.
    let first: Int?
    private var lines: [[UInt8]: [Int]] = [:]

    /// The lines of `range`; none without one.
    ///
    /// O(bytes of the range).
    init(_ headers: TOMLHeaders, _ range: ClosedRange<Int>?) {
        first = range?.lowerBound
        guard let range else { return }
        // What `[package.metadata]` declares is not the graph.
        for number in range.reversed() {
            let text = headers.text(ofLine: number)
            if text.starts(with: "[package.metadata".utf8) { lines.removeAll() }
            guard text.starts(with: "{ name = \"".utf8) else { continue }
            lines[Array(text.dropFirst(10).prefix { $0 != 0x22 }), default: []].append(number)
        }
    }

    /// The next line that names `name`, or the line of the header once there is none left.
    func next(_ name: String) -> Int? { lines[Array(name.utf8)]?.popLast() ?? first }
}
