internal import Scanning
internal import SupplyChain

/// The records of a document by the references that it gives them, compared byte by byte.
///
/// References stay in here: they mean nothing outside.
struct ReferenceTable {
    private var symbols = SymbolTable()
    private var records: [RecordIndex?] = []

    /// The record that `reference` was given to.
    mutating func record(_ reference: ArraySlice<UInt8>) -> RecordIndex? { records[slot(reference)] }

    /// Gives `reference` to `record`; false where another has it already, which keeps it.
    mutating func give(_ reference: ArraySlice<UInt8>, to record: RecordIndex) -> Bool {
        let slot = slot(reference)
        guard records[slot] == nil else { return false }
        records[slot] = record
        return true
    }

    private mutating func slot(_ reference: ArraySlice<UInt8>) -> Int {
        let slot = Int(symbols.intern(utf8: reference).index)
        if slot == records.count { records.append(nil) }
        return slot
    }
}
