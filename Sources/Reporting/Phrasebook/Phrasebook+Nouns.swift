public import SupplyChain

extension Phrasebook {
    /// The word for a kind of node.
    public func word(for kind: NodeKind) -> String {
        switch kind {
        case .product: language("product", "产品")
        case .capability: language("capability", "功能")
        case .package: language("package", "软件包")
        case .model: language("model", "模型")
        case .dataset: language("dataset", "数据集")
        case .service: language("service", "服务")
        case .infrastructure: language("infrastructure", "基础设施")
        case .registry: language("registry", "软件源")
        case .hardware: language("hardware", "硬件")
        case .organization: language("organization", "组织")
        case .unknown: language("unknown", "未知")
        }
    }

    /// What a relationship says of its source and target, as a verb.
    public func verb(for kind: RelationshipKind) -> String {
        switch kind {
        case .dependsOn: language("depends on", "依赖")
        case .contains: language("contains", "包含")
        case .calls: language("calls", "调用")
        case .usesModel: language("uses the model", "使用模型")
        case .hostedOn: language("is hosted on", "托管于")
        case .runsOn: language("runs on", "运行于")
        case .distributedBy: language("is distributed by", "分发自")
        case .derivedFrom: language("is derived from", "派生自")
        case .trainedOn: language("was trained on", "训练数据为")
        case .builtWith: language("was built with", "构建所用")
        case .operatedBy: language("is operated by", "运营方为")
        case .hostedBy: language("is hosted by", "托管方为")
        case .maintainedBy: language("is maintained by", "维护方为")
        case .publishedBy: language("is published by", "发布方为")
        case .developedBy: language("was developed by", "开发方为")
        case .manufacturedBy: language("is manufactured by", "制造方为")
        case .licensedBy: language("is licensed by", "许可方为")
        case .ownedBy: language("is owned by", "所有者为")
        case .controlledBy: language("is controlled by", "控制方为")
        }
    }

    /// The word for how sure something is.
    public func word(for certainty: Certainty) -> String {
        switch certainty {
        case .no: language("no", "否")
        case .unknown: language("unknown", "未知")
        case .assumed: language("assumed", "推定")
        case .known: language("known", "已知")
        }
    }

    /// What a group is needed for.
    public func phrase(for type: RequirementType) -> String {
        switch type {
        case .run: language("to run", "运行")
        case .optional: language("to work in full", "完整工作")
        case .build: language("to be rebuilt", "重新构建")
        case .update: language("to be updated", "更新")
        case .deliver: language("to be delivered", "交付")
        }
    }
}
