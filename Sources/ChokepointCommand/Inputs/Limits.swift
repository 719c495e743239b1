internal import Extraction

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a run reads at most; every limit that is reached is spoken.
struct Limits: Sendable {
    /// A file, in bytes.
    var file = 256 << 20
    /// The header of a file of weights, in bytes.
    var header = 128 << 20
    /// How deep values of a document may stand in each other; half as deep in XML.
    var depth = SourceDocument.usualDepth
    /// Entries of a folder tree.
    var entries = 1_000_000
    /// How many files are read at a time; the outcome is the same for any number.
    var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)
    /// How much of a file is looked at to recognise it, in bytes.
    var recognition = 64 << 10
    /// Bytes of a register that are looked at at a time.
    let piece = 8 << 20
    /// Bytes held while readers work.
    let batch = 64 << 20
}
