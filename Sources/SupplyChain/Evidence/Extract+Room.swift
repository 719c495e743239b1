internal import Scanning

extension Extract {
    /// Makes room for a document of which it is known what it lists.
    ///
    /// Lists that grow step by step hold up to twice what they need, and leave holes behind. Room that is not used costs addresses and no memory, so
    /// the guesses are generous; short documents need none.
    /// - Parameters:
    ///   - records: How many things it lists.
    ///   - relationships: How many relationships it states between them.
    ///   - texts: How many different texts it holds, about.
    public mutating func makeRoom(records: Int, relationships: Int, texts: Int) {
        guard records + relationships > 1 << 7 else { return }
        reserve(records: records + 1, attributes: records * 4, identities: records * 2, relationships: records + relationships)
        symbols.reserve(texts: texts, bytes: max(records * 256, texts * 96))
        places.reserve(records * 8 + relationships * 2)
    }
}
