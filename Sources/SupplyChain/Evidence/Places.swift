public import Scanning

/// A place in one document; `Places` turns it into words.
public struct Place: Hashable, Sendable {
    package let index: Int32

    package init(index: Int32) { self.index = index }

    /// The document as a whole.
    public static let whole = Place(index: -1)
}

/// The places of one document as a tree of steps: eight bytes a place, spelled out only when somebody asks.
public struct Places: Sendable {
    private enum Step {
        case key(Symbol)
        case index(UInt32)
        case line(UInt32)
        /// A location of another document, taken over from a graph document.
        case foreign(file: Symbol, place: Symbol, reader: Symbol)
    }

    private var parents: [Int32] = []
    private var steps: [Step] = []

    /// No places yet.
    public init() {}

    /// The member `key` of the object at `parent`.
    public mutating func add(key: Symbol, under parent: Place) -> Place { add(.key(key), under: parent) }

    /// The element `index` of the array at `parent`.
    public mutating func add(index: Int, under parent: Place) -> Place { add(.index(UInt32(clamping: index)), under: parent) }

    /// A line, counted from 1.
    public mutating func add(line: Int) -> Place { add(.line(UInt32(clamping: line)), under: .whole) }

    /// A place that another document reported.
    public mutating func add(foreignFile file: Symbol, place: Symbol, reader: Symbol) -> Place {
        add(.foreign(file: file, place: place, reader: reader), under: .whole)
    }

    /// Spells out `place`: a JSON pointer, `line 12`, or nothing for the whole document.
    public func location(of place: Place, file: String, reader: String, symbols: SymbolTable) -> SourceLocation {
        var chain: [Int] = []
        var current = place
        while current.index >= 0 {
            let at = Int(current.index)
            if case .foreign(let file, let place, let reader) = steps[at] {
                return SourceLocation(file: symbols[file], place: symbols[place], reader: symbols[reader])
            }
            chain.append(at)
            current = Place(index: parents[at])
        }
        var text = ""
        for at in chain.reversed() {
            switch steps[at] {
            case .key(let key): text += "/" + Self.pointerEscaped(symbols[key])
            case .index(let index): text += "/\(index)"
            case .line(let line): text += "line \(line)"
            case .foreign: break
            }
        }
        return SourceLocation(file: file, place: text, reader: reader)
    }

    private mutating func add(_ step: Step, under parent: Place) -> Place {
        guard let index = Int32(exactly: steps.count) else { return parent }
        steps.append(step)
        parents.append(parent.index)
        return Place(index: index)
    }

    private static func pointerEscaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        return key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
