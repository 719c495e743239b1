internal import Scanning
internal import SupplyChain

/// What the references of a document mean, compared byte by byte: mostly records.
///
/// References stay in here: they mean nothing outside.
struct ReferenceTable<Meaning> {
    private var symbols = SymbolTable()
    private var meanings: [Meaning?] = []

    /// The record, or whatever else, that `reference` was given to.
    func record(_ reference: ArraySlice<UInt8>) -> Meaning? {
        guard let symbol = symbols.find(utf8: reference) else { return nil }
        return meanings[Int(symbol.index)]
    }

    /// Gives `reference` to something; false where it has another meaning already, which stays.
    mutating func give(_ reference: ArraySlice<UInt8>, to meaning: Meaning) -> Bool {
        let slot = Int(symbols.intern(utf8: reference).index)
        if slot == meanings.count { meanings.append(nil) }
        guard meanings[slot] == nil else { return false }
        meanings[slot] = meaning
        return true
    }
}
