/// Where something was read: a file relative to its input, a place in it, and the reader that read it.
///
/// A Catalog fact has `reader` `catalog`, the fact's id as `place`, and its source and date as `file`.
public struct SourceLocation: Sendable, Hashable, Comparable {
    /// The file, relative to the input it was found in; never an absolute path.
    public let file: String
    /// A JSON pointer, `line 12`, or a section; empty for the whole file.
    public let place: String
    /// The reader's name.
    public let reader: String

    /// A place in a file.
    public init(file: String, place: String, reader: String) {
        self.file = file
        self.place = place
        self.reader = reader
    }

    /// Orders by file, then place, then reader, each by its bytes.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        if !left.file.isBytewiseEqual(to: right.file) { return left.file.isBytewiseLess(than: right.file) }
        if !left.place.isBytewiseEqual(to: right.place) { return left.place.isBytewiseLess(than: right.place) }
        return left.reader.isBytewiseLess(than: right.reader)
    }

    /// Equality of the bytes of all three parts.
    public static func == (left: SourceLocation, right: SourceLocation) -> Bool {
        left.file.isBytewiseEqual(to: right.file) && left.place.isBytewiseEqual(to: right.place)
            && left.reader.isBytewiseEqual(to: right.reader)
    }
}

/// A key of a document that we do not know: kept and written back.
public struct UnknownKey: Sendable, Hashable, Comparable {
    /// The key.
    public let key: String
    /// Its value as canonical JSON text.
    public let json: String

    /// A kept key.
    public init(key: String, json: String) {
        self.key = key
        self.json = json
    }

    /// Orders by the bytes of the key, then of the value.
    public static func < (left: UnknownKey, right: UnknownKey) -> Bool {
        left.key.isBytewiseEqual(to: right.key) ? left.json.isBytewiseLess(than: right.json) : left.key.isBytewiseLess(than: right.key)
    }
}
