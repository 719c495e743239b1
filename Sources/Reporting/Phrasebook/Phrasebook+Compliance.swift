internal import CatalogSchema
internal import Policies
internal import Propagation
internal import SupplyChain

extension Phrasebook {
    /// What an instrument may attach, as a word.
    func noun(for effect: FlagEffect) -> String {
        switch effect {
        case .prohibition: language("prohibition", "禁止")
        case .licence: language("licence", "许可")
        case .duty: language("filing or duty", "备案或义务")
        case .notice: language("notice", "提示")
        }
    }

    /// The form of a delivery.
    func word(for form: DeliveryForm?) -> String {
        switch form {
        case .download: language("as download", "以下载方式")
        case .service: language("as service", "以服务方式")
        case .hardware: language("as hardware", "以硬件方式")
        case nil: language("in a form that is not stated", "方式未说明")
        }
    }

    /// What is known of a premise.
    func word(for premise: JudgedPremise) -> String {
        switch premise.state {
        case .met: premise.certainty == .known ? language("met", "符合") : language("met if what is assumed holds", "如推定成立则符合")
        case .notMet: language("not met", "不符合")
        case .unknown: language("unknown", "未知")
        }
    }

    /// What a premise says; `own` are the instrument's own in the language of the book.
    func sentence(for subject: JudgedPremise.Subject, own: [String]) -> String {
        switch subject {
        case .inForce: language("the rule applies on the day", "该规则在当日适用")
        case .item: language("what is delivered is or holds what the rule speaks of", "交付物属于或含有该规则所指之物")
        case .party: language("who gets it is or belongs to whom the rule speaks of", "接收方是该规则所指主体或属于其")
        case .handedOver: language("something is handed over, not only used over a network", "有物项移交，而非仅通过网络使用")
        case .stated(let number, _): number <= own.count ? own[number - 1] : "\(number)"
        }
    }

    /// The fact that would decide an open premise.
    func fact(deciding subject: JudgedPremise.Subject) -> String {
        switch subject {
        case .inForce: language("the official text of the day", "当日的官方文本")
        case .item: language("a checked source for what was assumed on the way", "推定环节的经核实来源")
        case .party: language("the register entry of the party and of its owners", "该主体及其所有者的登记信息")
        case .handedOver: language("`form:` of the export", "出口条目的 `form:`")
        case .stated(_, let kind): kind.map { fact(deciding: $0) } ?? language("counsel's reading of the citation", "法律顾问对引文的解读")
        }
    }

    private func fact(deciding kind: PremiseKind) -> String {
        switch kind {
        case .classification: language("the classification of the item, by its maker or the authority", "制造商或主管机关对物项的归类")
        case .destination: language("whether the rule names the destination", "规则是否列明该目的地")
        case .departure: language("`from:` of the export", "出口条目的 `from:`")
        case .party: language("who receives it, screened against the live list", "接收方身份，并对照现行清单筛查")
        case .owners: language("the register of owners, with shares", "所有者名册及持股比例")
        case .use: language("a statement of end use", "最终用途声明")
        case .data: language("which data are concerned, and where they lie", "涉及哪些数据及其存放地")
        case .role: language("who acts, and in which capacity", "行为主体及其身份")
        case .exception: language("a licence, exception or exemption, named by its paragraph", "所适用的许可、例外或豁免及其条款")
        case .enactment: language("the official text of the day", "当日的官方文本")
        case .origin: language("where, and with which technology, it was made", "在何处、以何种技术制造")
        case .terms: language("the terms as published on the day", "当日公布的条款")
        case .filing: language("the filing, registration or notice itself", "备案、登记或通知文件")
        case .conduct: language("what the parties did or will do", "当事方的行为")
        case .publication: language("where and how it is published", "发布的地点与方式")
        }
    }
}
