extension JSONValue {
    private enum Task {
        case text(String)
        case value(Int)
    }

    /// The subtree as JSON text without white space, keys in the order of their bytes, numbers as written, only required escapes.
    ///
    /// Objects that differ only in the order of their members have one canonical text. O(bytes · log members), without recursion.
    public var canonicalText: String {
        var out = ""
        var tasks: [Task] = [.value(index)]
        while let task = tasks.popLast() {
            switch task {
            case .text(let text): out += text
            case .value(let index):
                let value = JSONValue(document: document, index: index)
                switch value.kind {
                case .object:
                    let members = value.members.sorted { ($0.key.utf8 ?? []).lexicographicallyPrecedes($1.key.utf8 ?? []) }
                    tasks.append(.text("}"))
                    for (position, member) in members.enumerated().reversed() {
                        tasks.append(.value(member.value.index))
                        tasks.append(.text((position == 0 ? "" : ",") + Self.quoted(member.key.string ?? "") + ":"))
                    }
                    tasks.append(.text("{"))
                case .array:
                    tasks.append(.text("]"))
                    for (position, element) in Array(value.elements).enumerated().reversed() {
                        tasks.append(.value(element.index))
                        if position > 0 { tasks.append(.text(",")) }
                    }
                    tasks.append(.text("["))
                case .string: out += Self.quoted(value.string ?? "")
                case .number: out += value.numberText ?? "0"
                case .true: out += "true"
                case .false: out += "false"
                case .null: out += "null"
                }
            }
        }
        return out
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x0A: out += "\\n"
            case 0x0D: out += "\\r"
            case 0x09: out += "\\t"
            case 0x00...0x1F: out += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
