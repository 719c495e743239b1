/// A language that people read; ids and JSON keys have none.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english = "en"
    /// Chinese in simplified characters.
    case chinese = "zh-Hans"

    /// Reads `en`, `zh-Hans`, and the forms of `LC_ALL` and `LANG` such as `zh_CN.UTF-8`; anything else is `nil`.
    public init?(tag: String) {
        let lower = tag.lowercased()
        if lower == "zh" || lower.hasPrefix("zh-hans") || lower.hasPrefix("zh_cn") || lower.hasPrefix("zh-cn") || lower.hasPrefix("zh_sg") {
            self = .chinese
        } else if lower.hasPrefix("en") || lower == "c" || lower == "posix" || lower.hasPrefix("c.") {
            self = .english
        } else {
            return nil
        }
    }

    /// One of two phrasings: the whole bilingual machinery.
    public func callAsFunction(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) -> String {
        switch self {
        case .english: english()
        case .chinese: chinese()
        }
    }
}
