internal import Scanning

/// The JSON form of the configuration language: the same blocks, whose labels are levels of objects.
extension HCLDocument {
    /// A value that is still to be laid out.
    private struct Waiting {
        let value: JSONValue
        let type: String
        let labels: [String]
        /// How many labels are still to come.
        let missing: Int
        let parent: Int?
        let line: Int
    }

    /// How many labels a block of a type has; others have none.
    private static let labels = [
        "resource": 2, "data": 2, "ephemeral": 2, "provider": 1, "module": 1, "variable": 1, "output": 1, "backend": 1, "provisioner": 1,
        "dynamic": 1,
    ]

    /// Lays out `json`, whose bytes are `bytes`; without recursion, in the order of the text.
    init(_ json: JSONDocument, of bytes: [UInt8]) {
        self.init()
        let lines = LineStarts(of: bytes)
        var waiting: [Waiting] = []
        /// Puts the members of an object before what waits, so that they come next and in order.
        func queue(_ object: JSONValue, _ make: (_ key: String, _ value: JSONValue, _ line: Int) -> Waiting?) {
            var next: [Waiting] = []
            for (key, value) in object.members {
                // A key of two slashes is a remark.
                guard let name = key.string, name != "//" else { continue }
                if let entry = make(name, value, lines.line(at: key.offset)) { next.append(entry) }
            }
            waiting += next.reversed()
        }
        queue(json.root) { Waiting(value: $1, type: $0, labels: [], missing: Self.labels[$0] ?? 0, parent: nil, line: $2) }
        while let task = waiting.popLast() {
            if task.value.kind == .array {
                waiting += task.value.elements.filter { $0.kind == .object }.reversed().map {
                    Waiting(
                        value: $0, type: task.type, labels: task.labels, missing: task.missing, parent: task.parent,
                        line: lines.line(at: $0.offset))
                }
            } else if task.value.kind == .object, task.missing > 0 {
                queue(task.value) {
                    Waiting(
                        value: $1, type: task.type, labels: task.labels + [$0], missing: task.missing - 1, parent: task.parent, line: $2)
                }
            } else if task.value.kind == .object {
                let block = add(Block(type: task.type, labels: task.labels, line: task.line, parent: task.parent))
                queue(task.value) { key, value, line in
                    if value.kind == .object || value.elements.contains(where: { $0.kind == .object }) {
                        return Waiting(value: value, type: key, labels: [], missing: Self.labels[key] ?? 0, parent: block, line: line)
                    }
                    set(key, Self.value(value, line), of: block)
                    return nil
                }
            }
        }
    }

    /// A value: a text without templates is literal, and one that is nothing but `${var.name}` is that variable.
    private static func value(_ json: JSONValue, _ line: Int) -> Value {
        var value = Value(line: line)
        value.elements = json.elements.compactMap(\.string).filter { !isTemplate($0) }
        guard let text = json.string ?? json.numberText ?? json.bool.map({ String($0) }) else { return value }
        if !isTemplate(text) {
            value.literal = text
        } else if text.hasPrefix("${"), text.hasSuffix("}") {
            value.refer(to: String(text.dropFirst(2).dropLast()))
        }
        return value
    }

    private static func isTemplate(_ text: String) -> Bool { text.contains("${") || text.contains("%{") }
}
