internal import SupplyChain

/// The parts under the control asked about as the rows of a picture.
///
/// Each has a row of its own where they fit. Where they do not, those that stop nothing are rolled up by item, so that the versions of one thing share a row;
/// where that is not enough, by vendor. What was asked to be expanded, and what stops something, is never rolled up.
struct PartRows: Sendable {
    /// One row: the part that it is named for, and those that share it.
    struct Row: Sendable {
        let first: ExposedPart
        fileprivate(set) var others: [ExposedPart] = []

        var parts: [ExposedPart] { [first] + others }
        var vendors: [Int] { first.vendors }
        var isRolledUp: Bool { !others.isEmpty }

        /// What the worst of its parts does to a function, each taken away by itself.
        func effect(on function: Int) -> Diagram.Cell {
            let effects = parts.map { $0.effect(on: function) }
            return [.stops, .degrades, .freezes].first { effects.contains($0) } ?? .nothing
        }
    }

    /// The rows that are drawn, the most consequential first.
    let rows: [Row]
    /// The parts of those that are not.
    let hidden: [ExposedPart]

    /// - Parameter most: How many rows there may be beside those asked for.
    init(_ exposed: Exposed, most: Int) {
        let graph = exposed.graph
        var rows = exposed.parts.parts.map { Row(first: $0) }
        let isAlone: (ExposedPart) -> Bool = { $0.number != nil || exposed.expanded.contains($0.node) }
        if rows.count > most {
            rows = Self.rolledUp(exposed.parts.parts, unless: isAlone) { graph.nodes[$0.node].item }
        }
        if rows.count > most {
            rows = Self.rolledUp(exposed.parts.parts, unless: isAlone) { _ in "" }
        }
        var drawn: [Row] = []
        var hidden: [ExposedPart] = []
        for row in rows {
            if drawn.count < most || exposed.expanded.contains(row.first.node) { drawn.append(row) } else { hidden += row.parts }
        }
        self.rows = drawn
        self.hidden = hidden
    }

    /// What rows are alike by: vendors and effect, and what is asked for beside them.
    private struct Key: Hashable {
        let vendors: [Int]
        let onlyWeakens: Bool
        let word: String
    }

    private static func rolledUp(_ parts: [ExposedPart], unless isAlone: (ExposedPart) -> Bool, by word: (ExposedPart) -> String) -> [Row] {
        var rows: [Row] = []
        var place: [Key: Int] = [:]
        for part in parts {
            let key = Key(vendors: part.vendors, onlyWeakens: part.onlyWeakens, word: word(part))
            if !isAlone(part), let known = place[key] {
                rows[known].others.append(part)
            } else {
                if !isAlone(part) { place[key] = rows.count }
                rows.append(Row(first: part))
            }
        }
        // A row is as consequential as its first part; among equals the one that stands for more comes first.
        return rows.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.first.stops.count != other.first.stops.count { return one.first.stops.count > other.first.stops.count }
            if one.first.number != nil || other.first.number != nil { return left.offset < right.offset }
            if one.first.freezes.count != other.first.freezes.count { return one.first.freezes.count > other.first.freezes.count }
            return one.others.count == other.others.count ? left.offset < right.offset : one.others.count > other.others.count
        }
        .map(\.element)
    }
}

extension SupplyGraph.Node {
    /// What it is a version or a part of: its item of the Catalog, else its id without version, qualifiers and place within.
    var item: String {
        if let item = attributes[.item] { return "item:" + item }
        guard kind == .package || kind == .model else { return id.text }
        return String(id.text.prefix { $0 != "@" && $0 != "?" && $0 != "#" })
    }
}

extension ViewContext {
    /// What a row is called: its part, the item whose versions it holds, or the first of its parts and how many more.
    func title(of row: PartRows.Row) -> PictureText {
        let first = graph.nodes[row.first.node]
        guard row.isRolledUp else { return first.pictureTitle }
        let count = row.parts.count
        if Set(row.parts.map { graph.nodes[$0.node].pictureName }).count == 1 {
            return PictureText("\(name(row.first.node)) · \(say.count(count, "version", "versions", "个版本"))")
        }
        var names: [String] = []
        for part in row.parts { if !names.contains(name(part.node)) { names.append(name(part.node)) } }
        // As many names as fit, and how many more; one name is cut rather than the count.
        for most in [3, 2] where names.count >= most {
            let text = PictureText(told(names.prefix(most), of: count))
            if TextWidth.points(text.shown, size: 14) <= Self.widestTitle { return text }
        }
        let room = Self.widestTitle - TextWidth.points(told([""], of: count), size: 14)
        return PictureText(told([PictureText(names[0]).fitted(to: room, size: 14).shown], of: count))
    }

    private static let widestTitle = 285

    private func told(_ names: some Collection<String>, of count: Int) -> String {
        let shown = names.joined(separator: say(", ", "、"))
        return names.count == count ? shown : shown + say(" and \(count - names.count) more", "等 \(count) 个")
    }

    /// How many of what a row holds.
    func count(of row: PartRows.Row) -> String {
        let kinds = Set(row.parts.map { graph.nodes[$0.node].kind })
        return kinds == [.package]
            ? say.count(row.parts.count, "package", "packages", "个软件包") : say.count(row.parts.count, "part", "parts", "个部件")
    }

    /// What a row does, as a sentence.
    func sentence(for row: PartRows.Row) -> PictureText {
        guard row.isRolledUp else { return sentence(for: row.first) }
        let functions = say.list(parts.functions.indices.filter { row.effect(on: $0) != .nothing }.map { name(parts.functions[$0]) })
        let names = say.list(row.parts.map { name($0.node) }, most: 8)
        let vendors = say.list(row.vendors.map(name))
        return PictureText(
            sentence: row.first.onlyWeakens
                ? say("Each of \(names) (\(vendors)) costs \(functions) function or spare.", "\(names)（\(vendors)）各自可使\(functions)减少功能或冗余。")
                : say("Each of \(names) (\(vendors)) freezes \(functions).", "\(names)（\(vendors)）各自可使\(functions)冻结。"))
    }

    /// What a row stands for beside the part that it is named for; nothing where that is all.
    func fold(of row: PartRows.Row) -> Diagram.Fold? {
        guard row.isRolledUp else { return nil }
        return Diagram.Fold(box: id(row.first.node), title: title(of: row), members: row.others.map { id($0.node) })
    }
}
