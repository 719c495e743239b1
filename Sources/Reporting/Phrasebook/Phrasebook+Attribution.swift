internal import CatalogFacts

extension Phrasebook {
    /// Why a rule of the Catalog speaks of something, and how far it carries.
    func reason(for match: Catalog.Match) -> String {
        switch match.rule {
        case "supplier": language("a document that names exactly this supplier says so", "文档中的供应商名称与此完全一致")
        case "item": language("the exact purl of an item of the Catalog", "与目录条目的 purl 完全一致")
        case "namespace": reason(forBasis: match.basis ?? "")
        case "code-host":
            language(
                "whoever holds this owner's name controls the repository; it says nothing of contributors", "持有该名称者控制代码仓库；不说明贡献者")
        case "registry": language("the registry of the ecosystem: distribution only", "生态系统的软件源：仅说明分发")
        case "sdk": language("the kit of this service", "该服务的开发包")
        case "host": language("the service answers at this host", "该服务使用此主机名")
        case "variable": language("the service is configured by this variable", "该服务由此变量配置")
        case "provider": language("gateways call the service by this name", "网关以此名称调用该服务")
        case "module": language("the module that programs import to use the service", "程序调用该服务时导入的模块")
        case "hardware": language("the maker's exact name for the device", "与制造商的设备名称完全一致")
        case "model":
            language(
                "the longest prefix of the model's name, or the owner on a hub where only one family stands", "模型名称的最长前缀，或枢纽上仅有一个系列的所有者")
        case "hub": reason(forBasis: match.basis ?? "")
        default: match.rule
        }
    }

    private func reason(forBasis basis: String) -> String {
        switch basis {
        case "scope", "groupid", "reserved":
            language("the registry lets only the owner publish under this name", "软件源仅允许所有者在此名称下发布")
        case "exact": language("one exact name", "单一确切名称")
        case "hforg":
            language("the hub lets only the owner publish under this name; a re-upload is not the base model", "模型站仅允许所有者在此名称下发布；转载不等于原模型")
        case "path": language("whoever holds this path controls the repository; it says nothing of contributors", "持有该路径者控制代码仓库；不说明贡献者")
        case "vanity": language("whoever holds the import domain decides what it leads to", "持有导入域名者决定其指向")
        case "prefix": language("anybody may publish under this prefix: it proves nothing without a second sign", "任何人都可使用此前缀：缺乏佐证时不能证明")
        default: basis
        }
    }
}
