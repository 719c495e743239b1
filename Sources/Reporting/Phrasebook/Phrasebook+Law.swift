internal import CatalogSchema
internal import Propagation

extension Phrasebook {
    /// What an instrument is on the day, as people read it: `in-force`, `bill, assumed`.
    public func status(_ text: String) -> String {
        guard case .chinese = language else { return text }
        return text.split(separator: ",").map { part in
            switch part.drop(while: { $0 == " " }) {
            case "assumed": "假定适用"
            case "not-in-force": "未生效"
            case let stated: StatusInterval.Status(rawValue: String(stated)).map { word(for: $0) } ?? String(stated)
            }
        }.joined(separator: "，")
    }

    /// What a flag may mean, what its instrument is on the day, and how sure it is.
    func standing(of flag: Exposure.Flag) -> String {
        "\(word(for: flag.effect)) · \(status(flag.status)) · \(word(for: flag.certainty))"
    }

    /// A fact of the Catalog with its sources, its day and how well it was checked; titles stay in the language that they have.
    func fact(_ file: String) -> String {
        guard case .chinese = language else { return file }
        var parts = file.split(separator: ", ", omittingEmptySubsequences: false).map(String.init)
        if let last = parts.popLast() {
            switch last {
            case "verified": parts.append("已核实")
            case "partial": parts.append("部分核实")
            case "general": parts.append("一般认知")
            case "unverified": parts.append("未核实")
            default: parts.append(last)
            }
        }
        return parts.joined(separator: ", ").replacing("general knowledge, not checked", with: "一般认知，未核查")
    }
}
