internal import SupplyChain

extension DiagramPhrases {
    /// What a relationship says of its source and target, short enough for an edge.
    func verb(for kind: RelationshipKind) -> String {
        switch kind {
        case .dependsOn: self("depends on", "依赖")
        case .contains: self("contains", "包含")
        case .calls: self("calls", "调用")
        case .usesModel: self("uses", "使用")
        case .hostedOn: self("is hosted on", "托管于")
        case .runsOn: self("runs on", "运行于")
        case .distributedBy: self("comes from", "分发自")
        case .derivedFrom: self("is derived from", "派生自")
        case .trainedOn: self("is trained on", "训练于")
        case .builtWith: self("is built with", "构建用")
        case .operatedBy: self("is operated by", "运营方")
        case .hostedBy: self("is hosted by", "托管方")
        case .maintainedBy: self("is maintained by", "维护方")
        case .publishedBy: self("is published by", "发布方")
        case .developedBy: self("is developed by", "开发方")
        case .manufacturedBy: self("is made by", "制造方")
        case .licensedBy: self("is licensed by", "许可方")
        case .ownedBy: self("is owned by", "所有者")
        case .controlledBy: self("is controlled by", "控制者")
        }
    }

    /// A place as people write it.
    func place(_ location: SourceLocation) -> String {
        if location.place.isEmpty { return location.file }
        if location.reader == "catalog" { return "\(self("Catalog", "目录")) \(location.place)" }
        if location.place.hasPrefix("line ") { return "\(location.file):\(location.place.dropFirst(5))" }
        return location.place.hasPrefix("/") ? "\(location.file)#\(location.place)" : "\(location.file): \(location.place)"
    }
}
