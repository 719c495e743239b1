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
        case .gate: self("choice", "择一")
        case .rest: self("rest", "其余")
        case .unknown: self("unknown", "未知")
        }
    }

    func word(for entry: Diagram.Legend) -> String {
        switch entry {
        case .stops: self("single point: its loss stops something", "单点：失去即停止")
        case .assumedStops: self("single point if assumptions hold", "若推定成立则为单点")
        case .freezes: self("freezes updates only", "仅冻结更新")
        case .focus: self("under this control", "受其控制")
        case .assumed: self("assumed to be", "推定受控")
        case .unknown: self("not known", "未知")
        case .edgeStops: self("stops", "停止")
        case .edgeFreezes: self("freezes", "冻结")
        case .edgeRun: self("needs at run time", "运行所需")
        case .edgeBuild: self("needs to build or update", "构建或更新所需")
        case .edgeDerived: self("made from", "派生自")
        case .gate: self("any k of n", "n 中取 k")
        case .width: self("line width = how many it stops", "线宽＝停止数量")
        case .folded: self("path through folded parts", "经折叠部件")
        }
    }
}
