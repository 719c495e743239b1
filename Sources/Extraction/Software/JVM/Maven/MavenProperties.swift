/// The properties of a `pom.xml`, and texts that refer to them.
struct MavenProperties {
    private var values: [[UInt8]: String] = [:]

    /// How often a property may lead to another, and how long a text may grow: a ring of properties, and one that doubles with every step, both end here.
    private static let mostSteps = 64
    private static let longest = 4_096

    /// What the file defines, and what it says of itself and of its parent.
    init(of project: XMLDocument.Element) {
        for property in project["properties"]?.children ?? [] { define(property.name, property.text ?? "") }
        let parent = project["parent"]
        for (key, field) in [("groupId", "groupId"), ("version", "version"), ("artifactId", "artifactId")] {
            if let value = parent?.text(field) {
                for prefix in ["project.parent.", "parent.", "pom.parent."] { define(prefix + key, value) }
            }
            let own = project.text(field) ?? (field == "artifactId" ? nil : parent?.text(field))
            if let own {
                for prefix in ["project.", "pom.", ""] where values[Array((prefix + key).utf8)] == nil { define(prefix + key, own) }
            }
        }
    }

    private mutating func define(_ key: String, _ value: String) { values[Array(key.utf8)] = value }

    /// `text` with every `${…}` replaced; `nil` where one is not told here, or leads to itself.
    func resolved(_ text: String) -> String? {
        var text = text
        for _ in 0..<Self.mostSteps {
            guard let mark = text.firstRange(of: "${") else { return text }
            let rest = text[mark.upperBound...]
            guard let end = rest.firstIndex(of: "}"), let value = values[Array(rest[..<end].utf8)] else { return nil }
            text = String(text[..<mark.lowerBound]) + value + String(rest[rest.index(after: end)...])
            guard text.utf8.count <= Self.longest else { return nil }
        }
        return nil
    }
}
