internal import CatalogSchema
internal import Reporting

extension Phrasebook {
    /// One sentence for what stopped us.
    func sentence(for error: CommandError) -> String {
        let say = language
        return switch error {
        case .unreadableInput(let path, let reason): say("cannot read `\(path)`: \(reason)", "无法读取 `\(path)`：\(chinese(reason))")
        case .nothingRecognised: say("nothing in the inputs is of a format we read", "输入中没有可识别的格式")
        case .unreadable(let diagnostics):
            ([say("nothing at all could be read of the inputs", "输入内容完全无法读取")] + diagnosticLines(diagnostics)).joined(separator: "\n")
        case .usage(let option, let value, let expected):
            say("`\(value)` is no value for \(option) (expected: \(expected))", "\(option) 的值 `\(value)` 无效（应为：\(expected)）")
        case .malformedPlainForm(let path, let place, let expected):
            say("`\(path)`: \(place) is not as the plain form has it (expected: \(expected))", "`\(path)`：\(place) 不符合简式（应为：\(expected)）")
        case .noMatch(let selector, _): say("`\(selector)` matches nothing", "`\(selector)` 没有匹配项")
        case .nothingToRemove(let selector, let level):
            say("nothing that `\(selector)` means is taken away at level \(level)", "`\(selector)` 所指的对象在层级 \(level) 上均不可移除")
        case .unavailable(let verb): say("`\(verb)` is not in this version", "此版本尚无 `\(verb)`")
        case .unwritable(let path, let reason): say("cannot write `\(path)`: \(reason)", "无法写入 `\(path)`：\(reason)")
        case .undrawable(let reason): say("cannot draw: \(reason)", "无法绘图：\(reason)")
        case .brokenCatalog(let messages): messages.map { say($0.english, $0.chinese) }.joined(separator: "\n")
        case .brokenScenario(let path, let place, let reason):
            say("the scenario `\(path)` cannot be used (\(place)): \(reason)", "场景 `\(path)` 无法使用（\(place)）：\(reason)")
        }
    }

    /// Why a file cannot be read, in Chinese.
    private func chinese(_ reason: String) -> String {
        switch reason {
        case "absent": "不存在"
        case "permission": "无权限"
        case "link": "符号链接"
        case "folder": "是文件夹"
        case "not a regular file": "不是普通文件"
        case "not UTF-8": "不是 UTF-8"
        case "not YAML": "不是 YAML"
        case "read": "读取失败"
        case "limit": "超过限额"
        default: reason
        }
    }

    /// A cure, where one is known.
    func hint(for error: CommandError) -> String? {
        switch error {
        case .noMatch(_, let nearest) where !nearest.isEmpty:
            language("did you mean ", "是否指 ") + nearest.map { "`\($0)`" }.joined(separator: language(", ", "、"))
        case .noMatch: language("`chokepoint scan` lists the ids", "`chokepoint scan` 可列出所有标识")
        case .nothingToRemove:
            language(
                "`--level artefact` takes away each thing by itself; at level entity it is organizations",
                "`--level artefact` 逐一移除对象；层级 entity 移除的是组织")
        case .nothingRecognised:
            language("`--allow-empty` makes this no error; `chokepoint scan --help` lists the formats", "加 `--allow-empty` 可视为正常")
        case .unreadableInput, .unreadable, .usage, .malformedPlainForm, .unavailable,
            .unwritable, .undrawable, .brokenCatalog, .brokenScenario:
            nil
        }
    }
}
