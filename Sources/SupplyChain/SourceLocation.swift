internal import Scanning

/// Where something was read: a file relative to its input, a place in it, and the reader that read it.
///
/// A Catalog fact has `reader` `catalog`, the fact's id as `place`, and its source and date as `file`.
/// It looks into the places of its document and is spelled out when somebody asks: a large graph has millions, and hardly any is printed.
public struct SourceLocation: Sendable, Hashable, Comparable {
    private let document: DocumentPlaces
    private let position: Place

    /// A place in a file.
    public init(file: String, place: String, reader: String) {
        document = DocumentPlaces(file: file, place: place, reader: reader)
        position = .whole
    }

    package init(_ document: DocumentPlaces, _ position: Place) {
        self.document = document
        self.position = position
    }

    /// The file, relative to the input it was found in; never an absolute path.
    public var file: String { document.reported(position, { $0.file }) ?? document.file }

    /// A JSON pointer, `line 12`, or a section; empty for the whole file.
    public var place: String { document.reported(position, { $0.place }) ?? document.text(of: position) }

    /// The reader's name.
    public var reader: String { document.reported(position, { $0.reader }) ?? document.reader }

    /// Whether both are known to be the same without spelling them out.
    private func isSamePlace(as other: SourceLocation) -> Bool { document === other.document && position == other.position }

    /// Orders by file, then place, then reader, each by its bytes.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        if left.isSamePlace(as: right) { return false }
        if !left.file.isBytewiseEqual(to: right.file) { return left.file.isBytewiseLess(than: right.file) }
        if !left.place.isBytewiseEqual(to: right.place) { return left.place.isBytewiseLess(than: right.place) }
        return left.reader.isBytewiseLess(than: right.reader)
    }

    /// Equality of the bytes of all three parts.
    public static func == (left: SourceLocation, right: SourceLocation) -> Bool {
        left.isSamePlace(as: right)
            || left.file.isBytewiseEqual(to: right.file) && left.place.isBytewiseEqual(to: right.place)
                && left.reader.isBytewiseEqual(to: right.reader)
    }

    /// Feeds the bytes of all three parts to the hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(place)
        hasher.combine(reader)
    }
}

/// What the places of one document are spelled with: its own tables, or the words that somebody gave for the one place there is.
package final class DocumentPlaces: Sendable {
    let file: String
    let reader: String
    private let place: String
    private let tables: (places: Places, symbols: SymbolTable)?

    init(file: String, place: String, reader: String) {
        self.file = file
        self.place = place
        self.reader = reader
        tables = nil
    }

    /// The places of a document that no reader adds to any more.
    package init(_ extract: Extract) {
        file = extract.file
        reader = extract.reader
        place = ""
        tables = (extract.places, extract.symbols)
    }

    func text(of position: Place) -> String { tables.map { $0.places.text(of: position, symbols: $0.symbols) } ?? place }

    /// A part of the location of another document, where the place is one that it reported.
    func reported(_ position: Place, _ part: (Places.Reported) -> Symbol) -> String? {
        tables.flatMap { tables in tables.places.reported(at: position).map { tables.symbols[part($0)] } }
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
