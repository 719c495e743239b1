internal import Scanning

/// What is read of the files of the Global LEI Foundation, whatever form they have.
enum GLEIFField: CaseIterable {
    case identifier, legalName, legalAddress, headquarters, jurisdiction, category, entityStatus, registration, successor
    case child, childType, parent, parentType, relationship, relationshipStatus
    case exceptionCategory, exceptionReason

    /// The header of the golden copy's CSV; its JSON has the same names as a path.
    var column: String {
        switch self {
        case .identifier: "LEI"
        case .legalName: "Entity.LegalName"
        case .legalAddress: "Entity.LegalAddress.Country"
        case .headquarters: "Entity.HeadquartersAddress.Country"
        case .jurisdiction: "Entity.LegalJurisdiction"
        case .category: "Entity.EntityCategory"
        case .entityStatus: "Entity.EntityStatus"
        case .registration: "Registration.RegistrationStatus"
        case .successor: "Entity.SuccessorEntity.SuccessorLEI"
        case .child: "Relationship.StartNode.NodeID"
        case .childType: "Relationship.StartNode.NodeIDType"
        case .parent: "Relationship.EndNode.NodeID"
        case .parentType: "Relationship.EndNode.NodeIDType"
        case .relationship: "Relationship.RelationshipType"
        case .relationshipStatus: "Relationship.RelationshipStatus"
        case .exceptionCategory: "Exception.Category"
        case .exceptionReason: "Exception.Reason.1"
        }
    }

    /// Other headers of the golden copy's CSV.
    var otherColumns: [String] {
        switch self {
        case .successor: ["Entity.SuccessorEntity.1.SuccessorLEI"]
        case .exceptionReason: ["Exception.Reason"]
        default: []
        }
    }

    /// The path in a record of the golden copy's JSON.
    var path: [String] {
        switch self {
        case .exceptionCategory: ["ExceptionCategory"]
        case .exceptionReason: ["ExceptionReason"]
        default: column.split(separator: ".").map(String.init)
        }
    }

    /// The path in `attributes` of the interface's JSON.
    var attributePath: [String] {
        switch self {
        case .identifier: ["lei"]
        case .legalName: ["entity", "legalName", "name"]
        case .legalAddress: ["entity", "legalAddress", "country"]
        case .headquarters: ["entity", "headquartersAddress", "country"]
        case .jurisdiction: ["entity", "jurisdiction"]
        case .category: ["entity", "category"]
        case .entityStatus: ["entity", "status"]
        case .registration: ["registration", "status"]
        case .successor: ["entity", "successorEntity", "lei"]
        case .child: ["relationship", "startNode", "id"]
        case .childType: ["relationship", "startNode", "type"]
        case .parent: ["relationship", "endNode", "id"]
        case .parentType: ["relationship", "endNode", "type"]
        case .relationship: ["relationship", "type"]
        case .relationshipStatus: ["relationship", "status"]
        case .exceptionCategory: ["category"]
        case .exceptionReason: ["reason"]
        }
    }
}

/// What a record of theirs is about.
enum GLEIFLevel {
    /// Level 1: who is who.
    case entity
    /// Level 2: who is consolidated by whom.
    case relationship
    /// Level 2: why somebody names no parent.
    case exception

    /// What the columns of a table are about; `nil` for a table of somebody else.
    init?(columns: some Collection<String>) {
        func has(_ field: GLEIFField) -> Bool { columns.contains { $0 == field.column } }
        if has(.identifier), has(.legalName) {
            self = .entity
        } else if has(.child), has(.parent) {
            self = .relationship
        } else if has(.identifier), has(.exceptionCategory) {
            self = .exception
        } else {
            return nil
        }
    }
}

/// One record, in whichever form it came.
struct GLEIFRecord {
    let level: GLEIFLevel
    private let texts: [GLEIFField: String]

    /// A row of a table.
    init(_ fields: [String], columns: [GLEIFField: Int], level: GLEIFLevel) {
        self.level = level
        texts = columns.compactMapValues { $0 < fields.count ? fields[$0].trimmed : nil }
    }

    /// An element of the golden copy or of the interface's `data`; `nil` where it is neither.
    init?(_ value: JSONValue) {
        let inner = value["RelationshipRecord"] ?? value["LEIRecord"] ?? value
        if let attributes = inner["attributes"] {
            switch inner["type"]?.string {
            case "lei-records": level = .entity
            case "relationship-records": level = .relationship
            case "reporting-exceptions": level = .exception
            default: return nil
            }
            texts = Self.texts { Self.text(attributes, $0.attributePath) }
            return
        }
        if inner["Relationship"] != nil {
            level = .relationship
        } else if inner["ExceptionCategory"] != nil {
            level = .exception
        } else if inner["Entity"] != nil {
            level = .entity
        } else {
            return nil
        }
        texts = Self.texts { Self.text(inner, $0.path) }
    }

    /// What a field says; empty where it says nothing.
    subscript(_ field: GLEIFField) -> String { texts[field] ?? "" }

    private static func texts(_ text: (GLEIFField) -> String?) -> [GLEIFField: String] {
        var result: [GLEIFField: String] = [:]
        for field in GLEIFField.allCases { result[field] = text(field) }
        return result
    }

    /// One field of an element, without reading the others.
    static func text(_ field: GLEIFField, of value: JSONValue) -> String? {
        let inner = value["RelationshipRecord"] ?? value["LEIRecord"] ?? value
        return inner["attributes"].map { text($0, field.attributePath) } ?? text(inner, field.path)
    }

    /// The text at a path: a string, the `$` of an object, or that of the first element.
    private static func text(_ value: JSONValue, _ path: [String]) -> String? {
        var at = value
        for key in path {
            if at.kind == .array { at = at[0] ?? .nothing }
            guard let next = at[key] else { return nil }
            at = next
        }
        if at.kind == .array { at = at[0] ?? .nothing }
        return (at.string ?? at["$"]?.string)?.trimmed
    }

    /// Where the columns of a header stand.
    static func columns(_ header: [String]) -> [GLEIFField: Int] {
        var result: [GLEIFField: Int] = [:]
        for field in GLEIFField.allCases {
            for name in [field.column] + field.otherColumns where result[field] == nil {
                result[field] = header.firstIndex { $0.trimmed == name }
            }
        }
        return result
    }
}
