internal import Scanning
internal import SupplyChain

extension Extract {
    /// What identifies a component that a bill of materials names by a purl: the purl, or for a model or dataset of a hub the id under which every other reader meets it; false where it is no purl.
    ///
    /// The subpath of a hub's purl names a file within a model; such a component is no model of its own name, and keeps its purl.
    mutating func identify(_ record: RecordIndex, packageURL text: Span<UInt8>, at place: Place) -> Bool {
        if PackageURL.isCertainlyCanonical(text) {
            identify(record, by: .packageURL, utf8: text, at: place)
            return true
        }
        guard let purl = PackageURL(String(copying: text)) else { return false }
        let kind = records[Int(record.index)].kind
        guard purl.type == "huggingface", kind == .model || kind == .dataset, purl.subpath == nil, let owner = purl.namespace else {
            identify(record, by: .packageURL, purl.canonical, at: place)
            return true
        }
        let hubID = "\(owner)/\(purl.name)"
        identify(record, by: .id, "\(kind.rawValue):\(hubID)", at: place)
        mention(record, as: .hubModel, hubID, at: place)
        if kind == .model, let revision = purl.version { identify(record, by: .modelRevision, "\(hubID)@\(revision)", at: place) }
        return true
    }

    /// How `from` needs `to`, by what the two are; a need that is not one at run time stays a plain dependency with its scope, since the other kinds have none.
    func need(of from: RecordIndex, for to: RecordIndex, scope: DependencyScope?, certainty: Certainty = .known) -> RelationshipDetails {
        let kinds = (records[Int(from.index)].kind, records[Int(to.index)].kind)
        guard scope == nil || scope == .runtime else { return RelationshipDetails(.dependsOn, scope: scope, certainty: certainty) }
        return switch kinds {
        // There is no field for a base model: writers who list one among the dependencies mean that (formats: 2.7).
        case (.model, .model): RelationshipDetails(.derivedFrom, certainty: min(certainty, .assumed))
        case (.model, .dataset): RelationshipDetails(.trainedOn, certainty: certainty)
        case (.service, .service): RelationshipDetails(.dependsOn, certainty: certainty)
        case (_, .service): RelationshipDetails(.calls, certainty: certainty)
        case (_, .model): RelationshipDetails(.usesModel, certainty: certainty)
        default: RelationshipDetails(.dependsOn, certainty: certainty)
        }
    }

    /// The record at a position of `records`.
    func recordIndex(_ position: Int) -> RecordIndex { RecordIndex(index: Int32(truncatingIfNeeded: position)) }
}
