internal import Scanning

/// How the XML form writes what JSON writes as arrays, and what of it nobody here reads.
struct CycloneDXVocabulary {
    /// What becomes of an element's children.
    enum Shape {
        /// Members of an object; the element is a string where it has neither attributes nor children.
        case object
        /// Elements of an array.
        case list
        /// Elements of an array, each the only member of an object of its own name: `{"license": …}`, `{"expression": …}`.
        case choices
        /// Elements of an array, each the string of its attribute `ref`.
        case references
        /// Elements of an array, each a dependency, which may hold others.
        case dependencies
        /// Nothing: not read.
        case nothing
    }

    /// Words whose elements are read in a way of their own.
    private static let shapes: [(Shape, String)] = [
        (.list, "components services hashes externalReferences compositions properties ancestors variants endpoints authors formulation"),
        (.list, "datasets standards requirements owners stewards custodians"),
        (.choices, "licenses"),
        (.references, "assemblies"),
        (.dependencies, "dependencies"),
        (
            .nothing,
            "vulnerabilities annotations declarations releaseNotes signature citations patches commits descendants callstack occurrences"
        ),
        (.nothing, "considerations quantitativeAnalysis tools cryptoProperties workflows swid description copyright text patentAssertions"),
        (.nothing, "inputs outputs methods lifecycles notes"),
    ]

    private var symbols = SymbolTable()
    private var known: [Shape] = []

    init() {
        for (shape, words) in Self.shapes {
            for word in words.split(separator: " ") {
                _ = symbols.intern(String(word))
                known.append(shape)
            }
        }
    }

    /// What becomes of the children of an element with this name.
    func shape(of name: Span<UInt8>) -> Shape {
        guard let symbol = symbols.find(utf8: name), Int(symbol.index) < known.count else { return .object }
        return known[Int(symbol.index)]
    }
}
