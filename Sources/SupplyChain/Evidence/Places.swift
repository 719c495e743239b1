public import Scanning

/// A place in one document; `Places` turns it into words.
public struct Place: Hashable, Sendable {
    package let index: Int32

    package init(index: Int32) { self.index = index }

    /// The document as a whole.
    public static let whole = Place(index: -1)
}

/// The places of the elements of one array, kept together.
public struct PlaceRow: Sendable {
    fileprivate let first: Int32
    /// 0 where places have run out, and the array stands for its elements.
    fileprivate let step: Int32

    /// The place of the element at `position`.
    public subscript(position: Int) -> Place { Place(index: first + Int32(truncatingIfNeeded: position) * step) }
}

/// The places of one document as a tree of steps: twelve bytes a place, spelled out only when somebody asks.
public struct Places: Sendable {
    /// What a step is; its number says which.
    private enum Kind: UInt8 {
        case key
        case index
        case line
        /// A column of the line that it stands under.
        case column
        /// A location of another document, by its number among them.
        case foreign
    }

    private struct Step {
        let parent: Int32
        let number: UInt32
        let kind: Kind
    }

    /// A location of another document, taken over from a graph document.
    struct Reported {
        let file: Symbol
        let place: Symbol
        let reader: Symbol
    }

    private var steps: [Step] = []
    private var foreign: [Reported] = []

    /// No places yet.
    public init() {}

    /// Makes room for so many places.
    mutating func reserve(_ count: Int) {
        steps.reserveCapacity(count)
    }

    /// The member `key` of the object at `parent`.
    public mutating func add(key: Symbol, under parent: Place) -> Place { add(.key, key.index, under: parent) }

    /// The element `index` of the array at `parent`.
    public mutating func add(index: Int, under parent: Place) -> Place { add(.index, UInt32(clamping: index), under: parent) }

    /// The first `count` elements of the array at `parent`.
    public mutating func add(elements count: Int, under parent: Place) -> PlaceRow {
        guard let index = Int32(exactly: steps.count), Int32(exactly: steps.count + count) != nil else {
            return PlaceRow(first: parent.index, step: 0)
        }
        for number in 0..<count { steps.append(Step(parent: parent.index, number: UInt32(truncatingIfNeeded: number), kind: .index)) }
        return PlaceRow(first: index, step: 1)
    }

    /// A line, counted from 1.
    public mutating func add(line: Int) -> Place { add(.line, UInt32(clamping: line), under: .whole) }

    /// A line and a column, each counted from 1.
    public mutating func add(line: Int, column: Int) -> Place {
        add(.column, UInt32(clamping: column), under: add(line: line))
    }

    /// A place that another document reported.
    public mutating func add(foreignFile file: Symbol, place: Symbol, reader: Symbol) -> Place {
        foreign.append(Reported(file: file, place: place, reader: reader))
        return add(.foreign, UInt32(clamping: foreign.count - 1), under: .whole)
    }

    /// The location of another document that `place` is, if it is one.
    func reported(at place: Place) -> Reported? {
        var current = place.index
        while current >= 0 {
            if steps[Int(current)].kind == .foreign { return foreign[Int(steps[Int(current)].number)] }
            current = steps[Int(current)].parent
        }
        return nil
    }

    /// Spells out `place`: a JSON pointer, `line 12`, `line 12, column 5`, or nothing for the whole document.
    func text(of place: Place, symbols: SymbolTable) -> String {
        var chain: [Int] = []
        var current = place.index
        while current >= 0 {
            chain.append(Int(current))
            current = steps[Int(current)].parent
        }
        var text: [UInt8] = []
        text.reserveCapacity(48)
        for at in chain.reversed() {
            let number = steps[at].number
            switch steps[at].kind {
            case .key:
                text.append(UInt8(ascii: "/"))
                Self.append(escaping: symbols.utf8(at: number), to: &text)
            case .index:
                text.append(UInt8(ascii: "/"))
                Self.append(number, to: &text)
            case .line:
                text += Array("line ".utf8)
                Self.append(number, to: &text)
            case .column:
                text += Array(", column ".utf8)
                Self.append(number, to: &text)
            case .foreign: break
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func add(_ kind: Kind, _ number: UInt32, under parent: Place) -> Place {
        guard let index = Int32(exactly: steps.count) else { return parent }
        steps.append(Step(parent: parent.index, number: number, kind: kind))
        return Place(index: index)
    }

    /// The bytes of a key as a JSON pointer writes them.
    private static func append(escaping key: ArraySlice<UInt8>, to text: inout [UInt8]) {
        for byte in key {
            switch byte {
            case UInt8(ascii: "~"): text += [byte, UInt8(ascii: "0")]
            case UInt8(ascii: "/"): text += [UInt8(ascii: "~"), UInt8(ascii: "1")]
            default: text.append(byte)
            }
        }
    }

    private static func append(_ number: UInt32, to text: inout [UInt8]) {
        var divisor: UInt32 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
