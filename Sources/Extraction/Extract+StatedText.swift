internal import Scanning
internal import SupplyChain
internal import TOMLKit

// What a document states in a field that holds a text: nothing where it is absent or empty, and one diagnostic where something else stands there.
extension Extract {
    /// The text of a JSON value.
    mutating func stated(_ value: JSONValue?, as field: String, at place: Place) -> String? {
        guard let value, !value.isNull else { return nil }
        return stated(value.string, insteadOf: value.kind.rawValue, as: field, at: place)
    }

    /// Sets the name and the version that the top of a JSON manifest states.
    mutating func nameAndVersion(of subject: RecordIndex, from root: JSONValue) {
        for (key, attribute) in [("name", AttributeKey.name), ("version", .version)] {
            let place = place(key)
            if let text = stated(root[key], as: key, at: place) { set(attribute, of: subject, to: text, at: place) }
        }
    }

    /// The text of a YAML value; a number is what is written.
    mutating func stated(_ value: YAMLValue?, as field: String, at place: Place) -> String? {
        guard let value, !value.isNull else { return nil }
        return stated(value.scalar, insteadOf: value.sequence == nil ? "mapping" : "sequence", as: field, at: place)
    }

    /// The text of a TOML value.
    mutating func stated(_ value: TOMLValue?, as field: String, at place: Place) -> String? {
        guard let value else { return nil }
        let kind = value.table != nil ? "table" : value.array != nil ? "array" : value.bool != nil ? "boolean" : "number or date"
        return stated(value.string, insteadOf: kind, as: field, at: place)
    }

    private mutating func stated(_ text: String?, insteadOf kind: String, as field: String, at place: Place) -> String? {
        guard let text else {
            diagnose(.invalidValue(field: clean(field), value: kind, expected: "text"), at: place)
            return nil
        }
        return text.isEmpty ? nil : text
    }
}
