#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of little-endian 32-bit words, read from the front.
struct Words {
    private let words: [UInt32]
    private var position = 0

    init?(path: String) {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = ftell(file) / 4
        rewind(file)
        words = [UInt32](unsafeUninitializedCapacity: count) { buffer, read in read = fread(buffer.baseAddress, 4, count, file) }
        guard words.count == count else { return nil }
    }

    var rest: Int { words.count - position }

    mutating func take(_ count: Int) -> ArraySlice<UInt32> {
        defer { position += count }
        return words[position..<position + count]
    }

    mutating func next() -> Int { Int(take(1).first ?? 0) }
}

/// Writes words as they stand.
func write(_ columns: [[UInt32]], to path: String) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    for column in columns { column.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) } }
}
