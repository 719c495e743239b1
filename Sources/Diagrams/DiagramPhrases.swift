/// The words of pictures, English and Chinese side by side.
public struct DiagramPhrases: Sendable, Hashable {
    /// A language of pictures.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        case english = "en"
        case chinese = "zh-Hans"
    }

    /// The language spoken.
    public let language: Language

    /// The words of a language.
    public init(_ language: Language) { self.language = language }

    func callAsFunction(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) -> String {
        language == .english ? english() : chinese()
    }

    /// Names one after the other, at most `most`, the rest counted.
    func list(_ names: [String], most: Int = 3) -> String {
        let shown = names.prefix(most).joined(separator: self(", ", "、"))
        return names.count > most ? shown + self(" and \(names.count - most) more", "等 \(names.count) 个") : shown
    }

    /// A number with its noun; English has a plural.
    func count(_ number: Int, _ one: String, _ many: String, _ chinese: String) -> String {
        self("\(number) \(number == 1 ? one : many)", "\(number) \(chinese)")
    }

    func word(for shape: Diagram.Shape) -> String {
        switch shape {
        case .product: self("product", "产品")
        case .capability: self("capability", "功能")
        case .service: self("service", "服务")
        case .package: self("package", "软件包")
        case .model: self("model", "模型")
        case .dataset: self("dataset", "数据集")
        case .registry: self("registry", "软件源")
        case .infrastructure: self("infrastructure", "基础设施")
        case .hardware: self("hardware", "硬件")
        case .vendor: self("vendor", "供应方")
        case .government: self("government", "政府")
        case .licence: self("licence", "许可")
        case .gate: self("choice", "择一")
        case .stack: self("folded", "已折叠")
        case .rest: self("rest", "其余")
        case .unknown: self("unknown kind", "类型未知")
        }
    }

    /// What a rule is on the day asked about, as rules state it.
    func status(_ text: String) -> String {
        let words = text.split(separator: ",").map { part -> String in
            let word = String(part.drop { $0 == " " })
            let plain = word.replacing("-", with: " ")
            return switch word {
            case "in-force": self(plain, "有效")
            case "not-in-force": self(plain, "未生效")
            case "bill": self(plain, "法案")
            case "suspended": self(plain, "暂停")
            case "lapsed": self(plain, "失效")
            case "contingent": self(plain, "待核实")
            case "not-enforced": self(plain, "不予执行")
            case "assumed": self(plain, "假定适用")
            default: plain
            }
        }
        return list(words)
    }

    func word(for state: Diagram.State) -> String {
        switch state {
        case .removed: self("REMOVED", "已移除")
        case .down: self("DOWN", "停止")
        case .degraded: self("DEGRADED", "降级")
        case .frozen: self("FROZEN", "冻结")
        case .unaffected: self("unaffected", "不受影响")
        case .circular: self("unaffected ↻", "不受影响 ↻")
        }
    }

    func word(for cell: Diagram.Cell) -> String {
        switch cell {
        case .stops: self("stops", "停止")
        case .degrades: self("less spare", "余量减少")
        case .freezes: self("freezes", "冻结")
        case .nothing: "·"
        }
    }

    func word(for entry: Diagram.Legend) -> String {
        switch entry {
        case .stops: self("single point: its loss stops something", "单点：失去即停止")
        case .assumedStops: self("single point if assumptions hold", "若推定成立则为单点")
        case .freezes: self("freezes updates only", "仅冻结更新")
        case .weakens: self("costs function or spare", "减少功能或冗余")
        case .removed: self("taken away", "被移除")
        case .down: self("cannot run", "无法运行")
        case .degraded: self("runs with less, or without its spare", "功能减少或失去冗余")
        case .frozen: self("runs, cannot be rebuilt or updated", "可运行，不可重建或更新")
        case .unaffected: self("as before", "照旧")
        case .circular: self("stands only by circular support", "仅靠循环支撑")
        case .focus: self("under this control", "受其控制")
        case .assumed: self("assumed to be", "推定受控")
        case .elsewhere: self("elsewhere", "属他方")
        case .unknown: self("not known", "未知")
        case .duty: self("prohibition or licence duty", "禁止或许可义务")
        case .term: self("duty or term", "义务或条款")
        case .exempt: self("exempt", "豁免")
        case .unsure: self("may apply", "可能适用")
        case .cellStops: self("stops at once", "立即停止")
        case .cellDegrades: self("runs with less, or without its spare", "功能减少或失去冗余")
        case .cellFreezes: self("no rebuild or update", "不可重建或更新")
        case .edgeStops: self("no way round", "无可替代")
        case .edgeFreezes: self("freezes", "冻结")
        case .edgeWeakens: self("weakens", "减弱")
        case .edgeCarries: self("carries the failure", "传递失效")
        case .edgeCrosses: self("crosses the border", "越界依赖")
        case .edgeReaches: self("within reach of this control", "受其管辖")
        case .edgeRun: self("needs at run time", "运行所需")
        case .edgeOptional: self("works better with", "可选")
        case .edgeBuild: self("needs to build or update", "构建或更新所需")
        case .edgeDerived: self("made from", "派生自")
        case .edgeControl: self("controlled by", "受控于")
        case .gate: self("any k of n", "n 中取 k")
        case .width: self("line width = how many", "线宽＝数量")
        case .folded: self("by way of folded parts", "经折叠部件")
        case .shareFocus: self("share under this control", "受其控制的部分")
        case .shareOther: self("other", "属他方的部分")
        case .shareUnknown: self("control not known", "控制方未知的部分")
        case .stack: self("stack = folded parts; open with --expand", "堆叠＝已折叠，可用 --expand 展开")
        }
    }
}
