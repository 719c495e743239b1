/// The words of the page, English and Chinese side by side.
enum PageWords {
    /// What the script says, by name; `{0}` and so on are filled in by it.
    static let said: [(name: String, english: String, chinese: String)] = [
        ("hint", "Select a part: what reaches it, by which path, and what its loss does appear here.", "选择一个部件，此处显示其受谁影响、经何路径，以及失去它的后果。"),
        ("value0", "Not under {0} control, as far as everything reachable from it is asserted.", "就其可及的一切所声明的内容而言，不受 {0} 控制。"),
        ("value1", "Whether {0} reaches it is not known.", "{0} 是否可及，未知。"),
        ("value2", "Assumed to be reached by {0}.", "推定 {0} 可及。"),
        ("value3", "Known to be reached by {0}.", "已知 {0} 可及。"),
        ("why", "Why", "原因"),
        ("reached", "{0}: established in reach of {1}", "{0}：在 {1} 可及之地"),
        ("proof", "Why its loss reaches {0}", "失去它为何波及 {0}"),
        ("ifGone", "If it is gone", "若失去"),
        ("onPicture", "Show on the pictures", "在图上显示"),
        ("counts", "{0} down, {1} degraded, {2} frozen.", "{0} 个停止，{1} 个降级，{2} 个冻结。"),
        ("cut", "{0} more are affected and not listed in this page.", "另有 {0} 个受影响，未列入本页。"),
        ("holds", "The box stands for {0} parts", "此框代表 {0} 个部件"),
        ("found", "{0} found", "找到 {0} 个"),
        ("findHint", "part, vendor or id ( / )", "部件、供应方或标识（ / ）"),
        ("picture", "Pictures", "图"), ("detail", "The part selected", "所选部件"), ("views", "Views", "视图"),
    ]

    /// Texts that stand in the page from the start.
    static let find = ("Find", "查找")
    static let kind = ("Kind", "类型")
    static let place = ("Jurisdiction", "管辖区")
    static let flag = ("Control rule", "管制规则")
    static let horizon = ("Horizon", "时限")
    static let removal = ("If this is gone", "若失去")
    static let any = ("any", "不限")
    static let asItStands = ("nothing: as it stands", "无：现状")
    static let singlePoints = ("Single points", "单点")
    static let parts = ("Parts", "部件")
    static let theme = ("Light / dark", "浅色／深色")
    static let fit = ("Fit", "适应")
    static let save = ("Download CSV", "下载 CSV")
    static let name = ("Name", "名称")
    static let vendor = ("Vendor", "供应方")
    static let value = ("Reached", "可及")
    static let flags = ("Control rules", "管制规则")
    static let state = ("State now", "当前状态")
    static let target = ("Stops or freezes", "波及")
    static let control = ("Control", "控制")
    static let noScript = (
        "Without scripts the pictures and tables stand here as they are; finding and what-if need them.", "未启用脚本时仅显示图与表；查找与假设分析需要脚本。"
    )
}
