/// What is to be said of an entry of the Catalog, in a few words of either language.
public struct CatalogReason: Sendable, Hashable, Comparable {
    /// In English.
    public let english: String
    /// In Simplified Chinese.
    public let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// Behind the place, as compilers say it.
    func at(_ file: String, _ line: Int, _ severity: (english: String, chinese: String)) -> CatalogReason {
        CatalogReason("\(file):\(line): \(severity.english): \(english)", "\(file):\(line): \(severity.chinese)：\(chinese)")
    }

    /// Orders by the English words.
    public static func < (left: CatalogReason, right: CatalogReason) -> Bool { left.english < right.english }
}
