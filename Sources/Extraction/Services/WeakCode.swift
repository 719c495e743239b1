/// Files that the product does not run: tests, examples, documentation.
///
/// What they name is mentioned, and no more.
enum WeakCode {
    private static let folders: Set<String> = [
        "test", "tests", "__tests__", "spec", "specs", "testdata", "fixtures", "e2e", "mocks", "__mocks__", "mock", "examples", "example",
        "samples",
        "docs", "doc", "cookbook", "benchmarks", "androidtest", "testing",
    ]

    /// Whether `document` is one, by its folders and its name.
    static func isWeak(_ document: SourceDocument) -> Bool {
        if document.folders.contains(where: { folders.contains($0.lowercased()) || $0.hasSuffix("Tests") }) { return true }
        let name = document.fileName
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        let lower = name.lowercased()
        return lower.hasPrefix("test_") || lower.hasPrefix("conftest.") || lower.contains(".test.") || lower.contains(".spec.")
            || stem.hasSuffix("_test") || stem.hasSuffix("Test") || stem.hasSuffix("Tests") || stem.hasSuffix("Spec")
            || stem.hasSuffix("IT")
    }
}
