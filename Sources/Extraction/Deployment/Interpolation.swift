/// Variables in the text of a deployment, read as far as they are literal.
enum Interpolation {
    /// `${NAME:-default}` and `${NAME-default}` as their default, `$$` as one sign; other variables stay as they are.
    static func defaults(in text: String) -> String { resolved(text, [:]) }

    /// `text` with variables of `values` in their place, and defaults for the others that have one; what is left stays as it is.
    ///
    /// A default may hold variables again: the innermost are looked at first, and what they gave is not looked at twice. O(length).
    static func resolved(_ text: String, _ values: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var open: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if bytes[at] == UInt8(ascii: "$"), next == UInt8(ascii: "$") {
                open[open.count - 1].append(bytes[at])
                at += 2
            } else if bytes[at] == UInt8(ascii: "$"), next == UInt8(ascii: "{"), open.count < 64 {
                open.append([])
                at += 2
            } else if bytes[at] == UInt8(ascii: "}"), open.count > 1 {
                let inner = open.removeLast()
                open[open.count - 1] += standsFor(inner, values)
                at += 1
            } else if bytes[at] == UInt8(ascii: "$"), isNamePart(next) {
                let name = bytes[(at + 1)...].prefix(while: isNamePart)
                let value = values[String(decoding: name, as: UTF8.self)].map { Array($0.utf8) }
                open[open.count - 1] += value ?? [bytes[at]] + name
                at = name.endIndex
            } else {
                open[open.count - 1].append(bytes[at])
                at += 1
            }
        }
        // What was never closed stays as it was written.
        let whole = open.dropFirst().reduce(open[0]) { $0 + Array("${".utf8) + $1 }
        return String(decoding: whole, as: UTF8.self)
    }

    private static func standsFor(_ inner: [UInt8], _ values: [String: String]) -> [UInt8] {
        let name = inner.prefix(while: isNamePart)
        let value = values[String(decoding: name, as: UTF8.self)]
        var rest = inner[name.endIndex...]
        let isColon = rest.first == UInt8(ascii: ":")
        if isColon { rest = rest.dropFirst() }
        let isSet = value.map { !isColon || !$0.isEmpty } ?? false
        switch rest.first {
        case UInt8(ascii: "-") where !name.isEmpty: return isSet ? Array((value ?? "").utf8) : Array(rest.dropFirst())
        case UInt8(ascii: "+") where isSet: return Array(rest.dropFirst())
        case nil where isSet, UInt8(ascii: "?") where isSet: return Array((value ?? "").utf8)
        default: return Array("${".utf8) + inner + Array("}".utf8)
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
