/// Sixteen bytes compared at once.
///
/// Types are spelled out throughout: an inferred one may choose an operator that takes the bytes one by one.
struct SixteenBytes {
    private let bytes: SIMD16<UInt8>

    typealias Mask = SIMDMask<SIMD16<Int8>>

    /// The bytes from `start`, of which there are sixteen.
    @inline(__always)
    init(at start: UnsafeRawPointer) { bytes = start.loadUnaligned(as: SIMD16<UInt8>.self) }

    /// Which are `byte`.
    @inline(__always)
    func equal(_ byte: UInt8) -> Mask { bytes .== SIMD16<UInt8>(repeating: byte) }

    /// Which are among the `count` bytes from `first` on.
    @inline(__always)
    func among(_ first: UInt8, count: UInt8) -> Mask {
        (bytes &- SIMD16<UInt8>(repeating: first)) .< SIMD16<UInt8>(repeating: count)
    }

    /// Which are control characters or not ASCII.
    @inline(__always)
    var controlsOrNotASCII: Mask { unsafeBitCast(bytes, to: SIMD16<Int8>.self) .< SIMD16<Int8>(repeating: 0x20) }

    /// A mask as two words, the first eight bytes first: all bits are set where it is true.
    @inline(__always)
    static func words(_ mask: Mask) -> (UInt64, UInt64) {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return (UInt64(littleEndian: words[0]), UInt64(littleEndian: words[1]))
    }

    /// Where the mask is true first; 16 if nowhere.
    @inline(__always)
    static func first(_ mask: (UInt64, UInt64)) -> Int {
        mask.0 != 0 ? mask.0.trailingZeroBitCount >> 3 : 8 &+ mask.1.trailingZeroBitCount >> 3
    }
}
