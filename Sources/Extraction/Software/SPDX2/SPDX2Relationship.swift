internal import SupplyChain

/// What a relationship type of SPDX 2 says of A (`spdxElementId`) and B (`relatedSpdxElement`).
enum SPDX2Relationship {
    /// A needs B.
    case needs(DependencyScope)
    /// B needs A.
    case neededBy(DependencyScope)
    /// A contains B.
    case contains
    /// B contains A.
    case containedBy
    /// A was made from B.
    case derivedFrom
    /// B was made from A.
    case basisOf
    /// B is what the document A describes.
    case describes
    /// A is what the document B describes.
    case describedBy
    /// Nothing that a supply chain asks about.
    case unrelated

    /// The meaning of a type as documents spell it, in capitals; `nil` for what the specification does not know.
    init?(_ type: String) {
        switch type {
        case "DEPENDS_ON", "HAS_PREREQUISITE", "DYNAMIC_LINK", "STATIC_LINK": self = .needs(.runtime)
        case "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PROVIDED_DEPENDENCY_OF", "PREREQUISITE_FOR": self = .neededBy(.runtime)
        case "OPTIONAL_DEPENDENCY_OF", "OPTIONAL_COMPONENT_OF", "DATA_FILE_OF": self = .neededBy(.optional)
        case "BUILD_DEPENDENCY_OF", "BUILD_TOOL_OF": self = .neededBy(.build)
        case "DEV_DEPENDENCY_OF", "DEV_TOOL_OF", "TEST_DEPENDENCY_OF", "TEST_TOOL_OF", "TEST_OF", "TEST_CASE_OF":
            self = .neededBy(.development)
        case "CONTAINS", "DISTRIBUTION_ARTIFACT": self = .contains
        case "CONTAINED_BY", "PACKAGE_OF": self = .containedBy
        case "DESCRIBES": self = .describes
        case "DESCRIBED_BY": self = .describedBy
        case "DESCENDANT_OF", "GENERATED_FROM", "COPY_OF", "EXPANDED_FROM_ARCHIVE": self = .derivedFrom
        case "ANCESTOR_OF", "GENERATES": self = .basisOf
        case "VARIANT_OF", "PATCH_FOR", "PATCH_APPLIED", "DEPENDENCY_MANIFEST_OF", "METAFILE_OF", "DOCUMENTATION_OF", "EXAMPLE_OF",
            "AMENDS",
            "FILE_ADDED", "FILE_DELETED", "FILE_MODIFIED", "REQUIREMENT_DESCRIPTION_FOR", "SPECIFICATION_FOR", "OTHER":
            self = .unrelated
        default: return nil
        }
    }

    /// Whether it speaks of what something needs or holds, so that `NONE` says that there is no more.
    var isOutgoing: Bool {
        switch self {
        case .needs, .contains: true
        case .neededBy, .containedBy, .derivedFrom, .basisOf, .describes, .describedBy, .unrelated: false
        }
    }
}
