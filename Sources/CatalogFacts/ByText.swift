internal import CatalogSchema
internal import Scanning

/// Values by texts, by their bytes: as a dictionary, with no allocation in a look-up.
struct ByText<Value: Sendable>: Sendable {
    private var texts = SymbolTable()
    private var values: [Value] = []

    /// How many texts have a value.
    var count: Int { values.count }

    subscript(text: ArraySlice<UInt8>) -> Value? { texts.find(utf8: text).map { values[Int($0.index)] } }

    subscript(text: [UInt8]) -> Value? { self[text[...]] }

    subscript(text: String) -> Value? { texts.find(text).map { values[Int($0.index)] } }

    /// Gives a text its value, unless it has one that is to be kept.
    mutating func set(_ text: [UInt8], _ value: Value, keepingFirst: Bool = false) {
        place(texts.intern(utf8: text[...]), value, keepingFirst)
    }

    /// Gives a text its value, unless it has one that is to be kept.
    mutating func set(_ text: String, _ value: Value, keepingFirst: Bool = false) { place(texts.intern(text), value, keepingFirst) }

    private mutating func place(_ symbol: Symbol, _ value: Value, _ keepingFirst: Bool) {
        if Int(symbol.index) == values.count {
            values.append(value)
        } else if !keepingFirst {
            values[Int(symbol.index)] = value
        }
    }

    /// Every text with its value, in the order in which the texts came.
    var all: [(text: String, value: Value)] { texts.all.map { (texts[$0], values[Int($0.index)]) } }
}

extension ByText where Value == [CatalogRecord] {
    /// Adds a record to those of a text.
    mutating func append(_ record: CatalogRecord, to text: [UInt8]) { append(record, to: texts.intern(utf8: text[...])) }

    /// Adds a record to those of a text.
    mutating func append(_ record: CatalogRecord, to text: String) { append(record, to: texts.intern(text)) }

    private mutating func append(_ record: CatalogRecord, to symbol: Symbol) {
        if Int(symbol.index) == values.count {
            values.append([record])
        } else {
            values[Int(symbol.index)].append(record)
        }
    }
}
