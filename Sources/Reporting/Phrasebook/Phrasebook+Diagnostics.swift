public import SupplyChain

/// The words for facts, in both languages side by side.
public struct Phrasebook: Sendable {
    /// The language spoken.
    public let language: Language

    /// The words of one language.
    public init(_ language: Language) { self.language = language }

    /// A sentence for a diagnostic, without its place.
    public func sentence(for problem: Diagnostic.Problem) -> String {
        let say = language
        return switch problem {
        case .malformed(let reason): say("not well-formed: \(reason)", "格式错误：\(reason)")
        case .truncated: say("ends in the middle of something", "内容不完整，提前结束")
        case .unreadable(let reason): say("could not be read: \(reason)", "无法读取：\(reason)")
        case .limit(let name, let value):
            say("the limit `\(name)` of \(value) was reached; what lies beyond was not read", "达到上限 `\(name)`（\(value)），其后内容未读取")
        case .unsupportedVersion(let found, let supported):
            say("version `\(found)` is not one we read (\(supported))", "不支持版本 `\(found)`（支持：\(supported)）")
        case .notUTF8: say("is not UTF-8", "不是 UTF-8 文本")
        case .missingIdentity(let name): say("`\(name)` has nothing to identify it by", "`\(name)` 没有可识别的标识")
        case .danglingReference(let reference):
            say("`\(reference)` leads nowhere; an unknown node stands for it", "引用 `\(reference)` 无处可寻，以未知节点代替")
        case .duplicateReference(let reference): say("two entries claim the reference `\(reference)`", "两个条目使用同一引用 `\(reference)`")
        case .duplicateKey(let key): say("the key `\(key)` stands twice; the first counts", "键 `\(key)` 重复，以第一个为准")
        case .invalidValue(let field, let value, let expected):
            say("`\(field)` cannot be `\(value)` (expected \(expected))", "`\(field)` 的值 `\(value)` 无效（应为 \(expected)）")
        case .invalidPackageURL(let text): say("`\(text)` is not a package URL", "`\(text)` 不是有效的 purl")
        case .unknownKey(let key): say("the key `\(key)` is not known; it is kept", "未知的键 `\(key)`，已保留")
        case .unreadableLine(let line): say("the line `\(line)` could not be understood", "无法理解该行：`\(line)`")
        case .credentialRedacted(let field): say("`\(field)` looked like a credential and was left out", "`\(field)` 疑似凭据，已略去")
        case .unresolvedBase(let base): say("the base model `\(base)` cannot be named", "无法确定基础模型 `\(base)`")
        case .setAside(let other):
            say("not counted: `\(other)` beside it takes its place", "未计入：同一文件夹中的 `\(other)` 取代了它")
        case .linkNotFollowed: say("a link out of the input was not followed", "链接指向输入之外，未跟随")
        case .specialFile: say("not a regular file; not opened", "不是普通文件，未打开")
        case .unsettledRequirement(let name, let candidates):
            candidates.isEmpty
                ? say("no lock file of the project says which version of `\(name)` was chosen", "项目的锁文件未说明 `\(name)` 选定的版本")
                : say(
                    "`\(name)` may be any of \(list(candidates)); it was left without a version",
                    "`\(name)` 可能是 \(list(candidates)) 之一，未定版本")
        case .ambiguousName(let name, let candidates):
            say(
                "`\(name)` may mean \(list(candidates)); it was taken for none of them",
                "`\(name)` 可能指 \(list(candidates))，未认定为任何一个")
        case .missingLock(let ecosystem):
            say("states what is needed from \(ecosystem), and no lock file says which versions", "列出了 \(ecosystem) 依赖，但无锁文件说明版本")
        case .unsatisfiableGroup(let atLeast, let members):
            say("a group needs \(atLeast) of \(members) members and can never hold", "分组要求 \(members) 个成员中的 \(atLeast) 个，永远无法满足")
        case .conflict(let attribute, let standing, let others):
            say(
                "sources disagree on `\(attribute)`: `\(standing)` stands over \(list(others))",
                "来源对 `\(attribute)` 说法不一：采用 `\(standing)`，另有 \(list(others))")
        case .contested(let attribute, let candidates):
            say("`\(attribute)` is contested between \(list(candidates)); no value stands", "`\(attribute)` 有争议：\(list(candidates))，不作取舍")
        case .refusedJoin(let key, let value):
            say(
                "records with the \(key) `\(value)` were not joined: the result would contradict itself",
                "\(key) `\(value)` 的记录未合并：合并后会自相矛盾")
        case .lookalikes(let left, let right):
            say("`\(left)` and `\(right)` differ only in look-alike characters", "`\(left)` 与 `\(right)` 仅有形近字符之差")
        case .notFollowed(let target): say("`\(target)` lies outside the inputs and was not read", "`\(target)` 在输入之外，未读取")
        case .invalidShare(let share):
            say("`\(share)` is not a share between 0 and 1, or the shares add up to more", "`\(share)` 不是 0 到 1 之间的份额，或份额之和超过 1")
        case .stale(let fact, let since): say("the fact `\(fact)` was last looked at on \(since)", "事实 `\(fact)` 最近一次核对于 \(since)")
        }
    }

    /// The word for a severity.
    public func word(for severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: language("error", "错误")
        case .warning: language("warning", "警告")
        case .note: language("note", "提示")
        }
    }

    /// A diagnostic on one line: place, severity, sentence.
    public func line(for diagnostic: Diagnostic) -> String {
        let place = place(diagnostic.location)
        return TerminalText("\(place): \(word(for: diagnostic.severity)): \(sentence(for: diagnostic.problem))").description
    }

    /// A place as people write it: `bom.json#/components/3`, `requirements.txt:12`.
    public func place(_ location: SourceLocation) -> String {
        if location.place.isEmpty { return location.file }
        if location.reader == "catalog" { return "\(language("Catalog", "目录")) `\(location.place)`: \(fact(location.file))" }
        if location.place.hasPrefix("+"), let count = Int(location.place.dropFirst()) {
            return language("\(location.file): \(count) more files", "\(location.file)：另有 \(count) 个文件")
        }
        if location.place.hasPrefix("line ") {
            let numbers = location.place.dropFirst(5).split(separator: ",").map { $0.drop { !("0"..."9").contains($0) } }
            return "\(location.file):\(numbers.joined(separator: ":"))"
        }
        return location.place.hasPrefix("/") ? "\(location.file)#\(location.place)" : "\(location.file): \(location.place)"
    }

    private func list(_ texts: [String]) -> String { texts.map { "`\($0)`" }.joined(separator: language(", ", "、")) }
}
