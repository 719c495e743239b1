internal import Scanning
internal import SupplyChain

/// What the references of a document mean, compared byte by byte: mostly records.
///
/// References stay in here: they mean nothing outside.
struct ReferenceTable<Meaning> {
    private var symbols = SymbolTable()
    private var meanings: [Meaning] = []
    /// Room for the references of one list.
    private var found: [Symbol] = []

    /// The record, or whatever else, that `reference` was given to.
    func record(_ reference: ArraySlice<UInt8>) -> Meaning? { record(reference.span) }

    /// The same for a reference as it stands in a document; `nil` where that is no text.
    func record(_ reference: BorrowedJSON) -> Meaning? { symbols.find(reference).map { meanings[Int($0.index)] } }

    /// What all references of a list mean, in order; false, and no matter what is in `meanings`, where one of them means nothing yet.
    mutating func meanings(of list: BorrowedJSON, into meanings: inout [Meaning]) -> Bool {
        guard symbols.find(elementsOf: list, into: &found) else { return false }
        meanings.removeAll(keepingCapacity: true)
        for symbol in found { meanings.append(self.meanings[Int(symbol.index)]) }
        return true
    }

    private func record(_ reference: Span<UInt8>) -> Meaning? {
        guard let symbol = symbols.find(utf8: reference) else { return nil }
        return meanings[Int(symbol.index)]
    }

    /// Gives `reference` to something; false where it has another meaning already, which stays.
    mutating func give(_ reference: ArraySlice<UInt8>, to meaning: Meaning) -> Bool { give(reference.span, to: meaning) }

    /// The same for readers that need not make a slice.
    mutating func give(_ reference: Span<UInt8>, to meaning: Meaning) -> Bool {
        let slot = Int(symbols.intern(utf8: reference).index)
        // A reference is kept only when it is given to something.
        guard slot == meanings.count else { return false }
        meanings.append(meaning)
        return true
    }

    /// Makes room for so many references.
    mutating func reserve(_ count: Int) {
        symbols.reserve(texts: count, bytes: count * 64)
        meanings.reserveCapacity(count)
    }
}
