/// Which column of a vendor register says what, by the words that stand above them.
struct VendorColumns {
    /// What a column may say.
    enum Meaning: String, CaseIterable {
        case name, country, identifier, parent, products
    }

    private var positions: [Meaning: Int] = [:]

    /// Reads the fields of the header; the first column of each meaning counts.
    init(_ header: [String]) {
        for (position, field) in header.enumerated() {
            let word = Array(field.trimmed.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.utf8)
            guard let meaning = Self.words[word], positions[meaning] == nil else { continue }
            positions[meaning] = position
        }
    }

    /// Whether this is a register of vendors: names, and something that only organizations have.
    var areOfVendors: Bool {
        positions[.name] != nil && (positions[.country] != nil || positions[.identifier] != nil || positions[.parent] != nil)
    }

    /// The cell of `meaning` in `fields`; empty where there is none.
    func cell(_ meaning: Meaning, of fields: [String]) -> String {
        guard let position = positions[meaning], position < fields.count else { return "" }
        return fields[position].trimmed
    }

    private static let words: [[UInt8]: Meaning] = {
        let aliases: [Meaning: [String]] = [
            .name: [
                "name", "vendor", "vendorname", "supplier", "suppliername", "company", "companyname", "legalname", "organization",
                "organisation", "provider", "lieferant", "lieferantenname", "anbieter", "firma", "unternehmen", "fournisseur", "société",
                "nom", "entreprise", "供应商", "供应商名称", "名称", "公司", "公司名称", "企业名称",
            ],
            .country: [
                "country", "countrycode", "jurisdiction", "countryofincorporation", "registeredin", "land", "staat", "sitzland", "pays",
                "国家", "国别", "注册国", "注册地", "国家/地区",
            ],
            .identifier: ["lei", "leicode", "legalentityidentifier", "法人识别编码", "全球法人识别编码"],
            .parent: [
                "parent", "parentcompany", "ultimateparent", "owner", "muttergesellschaft", "mutter", "konzernmutter", "sociétémère",
                "maisonmère", "母公司", "最终母公司", "控股公司",
            ],
            .products: [
                "products", "product", "services", "service", "hosts", "host", "hostnames", "domains", "domain", "dienste", "dienst",
                "produkte", "produits", "产品", "服务", "域名",
            ],
        ]
        var result: [[UInt8]: Meaning] = [:]
        for (meaning, words) in aliases { for word in words { result[Array(word.utf8)] = meaning } }
        return result
    }()
}
