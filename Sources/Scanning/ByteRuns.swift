/// Classes of bytes, in which runs are followed without looking at rules for each byte.
///
/// Not copyable, with a table in memory of its own, so that a look-up counts no references.
public struct ByteRuns: ~Copyable, Sendable {
    private nonisolated(unsafe) let classes: UnsafeMutablePointer<UInt8>

    /// The class of each byte, as bits; 0 for what ends a run.
    public init(_ classOf: (UInt8) -> UInt8) {
        classes = .allocate(capacity: 256)
        for byte in 0...255 { (classes + byte).initialize(to: classOf(UInt8(byte))) }
    }

    deinit { classes.deallocate() }

    /// Where the run that begins at `start` ends; `seen` gains the classes of its bytes.
    ///
    /// O(length of the run).
    public func end(in text: Span<UInt8>, from start: Int, seen: inout UInt8) -> Int {
        text.withUnsafeBufferPointer { bytes in
            var at = start
            var met: UInt8 = 0
            while at < bytes.count {
                let kind = classes[Int(bytes[at])]
                if kind == 0 { break }
                met |= kind
                at &+= 1
            }
            seen |= met
            return at
        }
    }
}
