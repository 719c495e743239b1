internal import SupplyChain

/// What a relationship type of SPDX 3 says of its source and its targets.
enum SPDX3Relationship {
    /// The source needs the targets; the relationship itself may say in what scope.
    case needs(DependencyScope)
    /// The source contains the targets.
    case contains
    /// The source was made from the targets.
    case derivedFrom
    /// The targets were made from the source.
    case basisOf
    /// The source was trained on the targets.
    case trainedOn
    /// A build put the targets out.
    case output
    /// The targets are what the source, a document or collection, describes.
    case describes
    /// The targets are licences of the source.
    case licence
    /// The targets are agents from whom the source can be had.
    case supplier
    /// Nothing that a supply chain asks about.
    case unrelated

    /// The meaning of a type; `nil` for what the specification does not know.
    ///
    /// Documents of the first tools have the spelling of SPDX 2, in capitals.
    init?(_ type: String) {
        switch type {
        case "dependsOn", "hasProvidedDependency", "hasPrerequisite", "hasRequirement", "hasDynamicLink", "hasStaticLink":
            self = .needs(.runtime)
        case "hasOptionalDependency", "hasOptionalComponent", "hasDataFile": self = .needs(.optional)
        case "usesTool", "hasInput", "hasHost": self = .needs(.build)
        case "testedOn": self = .needs(.development)
        case "contains": self = .contains
        case "descendantOf": self = .derivedFrom
        case "ancestorOf", "generates", "packagedBy", "expandsTo", "copiedTo", "hasDistributionArtifact": self = .basisOf
        case "trainedOn": self = .trainedOn
        case "hasOutput": self = .output
        case "describes": self = .describes
        case "hasDeclaredLicense", "hasConcludedLicense": self = .licence
        case "availableFrom": self = .supplier
        case "affects", "amendedBy", "configures", "coordinatedBy", "delegatedTo", "doesNotAffect", "exploitCreatedBy", "fixedBy",
            "fixedIn",
            "foundBy", "hasAddedFile", "hasAssessmentFor", "hasAssociatedVulnerability", "hasDeletedFile", "hasDependencyManifest",
            "hasDocumentation", "hasEvidence", "hasExample", "hasMetadata", "hasSpecification", "hasTest", "hasTestCase", "hasVariant",
            "invokedBy", "modifiedBy", "other", "patchedBy", "publishedBy", "reportedBy", "republishedBy", "serializedInArtifact",
            "underInvestigationFor":
            self = .unrelated
        default: return nil
        }
    }

    /// `DEPENDS_ON` as `dependsOn`.
    static func camelCase(_ type: String) -> String {
        guard type.utf8.contains(UInt8(ascii: "_")) || type.utf8.allSatisfy({ (65...90).contains($0) }) else { return type }
        let words = type.split(separator: "_").map { $0.lowercased() }
        return words.enumerated().map { $0 == 0 ? $1 : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }

    /// The scope in the words of the specification.
    static func scope(_ word: String?) -> DependencyScope? {
        switch word {
        case "runtime": .runtime
        case "build": .build
        case "development", "test", "design": .development
        default: nil
        }
    }
}
