internal import CatalogFacts
internal import Policies
internal import Propagation
internal import Resilience
internal import SupplyChain

/// What the page's script reads: parts with their paths, edges and sources once each, and the outcome of every removal.
///
/// Texts are strings, or `[English, Chinese]` where the two differ. States at the four horizons stand in one number, two bits each, nearest lowest.
struct PageData {
    /// How many parts a page lists; further ones are counted.
    static let mostParts = 5_000
    /// How many changes a removal lists.
    static let mostChanges = 500

    let subject: PageSubject
    let language: Language
    private let views: [ExposurePage.View]
    private let phrases = (english: Phrasebook(.english), chinese: Phrasebook(.chinese))
    /// The nodes that the page knows, by index into the graph, and where they stand in it.
    private(set) var parts: [Int] = []
    private var position: [Int: Int] = [:]
    private var edges = PageEdges()
    private var paths: [Path] = []
    let kinds: [(english: String, chinese: String)]
    let horizons: [(english: String, chinese: String)]
    let places: [String]
    private let kindOrder: [NodeKind]
    /// The rules that flag something, by index into those of the exposure.
    private let flags: [Int]
    /// The governments that reach each node of the graph, found once for the choice, the table and the script.
    private let reaches: [[Exposure.Reach]]
    private let vendors: [Int: [Int]]

    /// Why a part is reached, and by which rules.
    private struct Path {
        var value: [Int]?
        var flags: [(flag: Int, certainty: Certainty, edges: [Int])] = []
    }

    var graph: SupplyGraph { subject.exposure.graph }

    init(_ subject: PageSubject, _ views: [ExposurePage.View], language: Language) {
        self.subject = subject
        self.language = language
        self.views = views
        let exposure = subject.exposure
        let graph = exposure.graph
        let present = Set(graph.nodes.map(\.kind))
        kindOrder = NodeKind.allCases.filter(present.contains)
        let (english, chinese) = phrases
        kinds = kindOrder.map { (english.word(for: $0), chinese.word(for: $0)) }
        horizons = Horizon.allCases.map { (english.word(for: $0), chinese.word(for: $0)) }
        flags = exposure.rules.indices.filter { !exposure.nodes(flaggedBy: $0).isEmpty }
        var vendors: [Int: [Int]] = [:]
        for edge in graph.relationships where edge.kind.belongs(to: .control) && edge.details.certainty > .no {
            if vendors[edge.from]?.contains(edge.to) != true { vendors[edge.from, default: []].append(edge.to) }
        }
        self.vendors = vendors
        reaches = graph.nodes.indices.map(exposure.jurisdictions(of:))
        let codes = Set(reaches.joined().filter { $0.certainty > .no }.map(\.jurisdiction.text))
        places = codes.sorted { $0.isBytewiseLess(than: $1) }
        choose()
        findPaths()
    }

    /// Where a node of the graph stands among the parts; a node that a path leads over joins them.
    private mutating func place(_ node: Int) -> Int {
        if let known = position[node] { return known }
        position[node] = parts.count
        parts.append(node)
        return parts.count - 1
    }

    /// The targets, what can stop them and what can be removed; then what is reached; then the rest.
    private mutating func choose() {
        for node in subject.targets + subject.points.flatMap({ [$0.node, $0.target] }) + subject.removals.compactMap(\.node) {
            _ = place(node)
        }
        let exposure = subject.exposure
        for certainty in Certainty.allCases.reversed() {
            for node in graph.nodes.indices where exposure.value(of: node) == certainty && parts.count < Self.mostParts { _ = place(node) }
        }
    }

    private mutating func findPaths() {
        let exposure = subject.exposure
        var next = 0
        while next < parts.count {
            let node = parts[next]
            next += 1
            var path = Path()
            if let witness = exposure.witness(ofValueAt: node) { path.value = add(witness) }
            for (index, rule) in flags.enumerated() {
                guard let found = exposure.flag(of: rule, at: node), let witness = exposure.witness(of: found.id, at: node) else {
                    continue
                }
                path.flags.append((index, found.certainty, add(witness)))
            }
            paths.append(path)
        }
    }

    private mutating func add(_ witness: Witness) -> [Int] {
        witness.steps.map { step in
            let ends = (place(step.from), place(step.to))
            let kind = RelationshipKind(rawValue: step.kind)
            let verb = kind.map { (phrases.english.verb(for: $0), phrases.chinese.verb(for: $0)) } ?? ("needs", "需要")
            let source = step.sources.first.map { (phrases.english.place($0), phrases.chinese.place($0)) }
            return edges.add(from: ends.0, to: ends.1, verb: verb, certainty: step.certainty, source: source)
        }
    }

    // MARK: What the markup lists

    var flagTitles: [(english: String, chinese: String)] {
        flags.map { index in
            let rule = subject.exposure.rules[index]
            let name = subject.policies.instrument(of: rule.id)?.name
            return ("\(rule.id.text) · \(name?.english ?? "")", "\(rule.id.text) · \(name?.chinese ?? "")")
        }
    }

    var removalTitles: [(value: String, words: (english: String, chinese: String))] {
        subject.removals.map { removal in
            let title = removal.node.map { name($0) } ?? subject.question.of.text
            let words = removal.node == nil ? ("all that \(title) reaches", "\(title) 可及的一切") : (title, title)
            return (removal.key, words)
        }
    }

    var points: [PageSubject.Point] { subject.points }

    /// The question, what was left out, and what the page is not.
    var remarks: [(english: String, chinese: String)] {
        var lines = [(phrases.english.questionLine(subject.question), phrases.chinese.questionLine(subject.question))]
        let left = graph.nodes.count - parts.count
        if left > 0 {
            lines.append(
                ("\(left) parts of \(graph.nodes.count) are not listed in this page.", "共 \(graph.nodes.count) 个部件，其中 \(left) 个未列入本页。"))
        }
        lines += subject.omissions
        lines.append(("Works offline and sends nothing. Not legal advice.", "可离线使用，不发送任何数据。不构成法律意见。"))
        return lines
    }

    /// The codes of the governments that reach a node.
    func codes(of node: Int) -> [String] { reaches[node].filter { $0.certainty > .no }.map(\.jurisdiction.text) }

    func index(of node: Int) -> Int { position[node] ?? -1 }

    func name(_ node: Int) -> String { Self.shortened(graph.nodes[node].name) }

    func vendor(_ node: Int) -> String {
        (vendors[node] ?? []).map { name($0) }.sorted { $0.isBytewiseLess(than: $1) }.joined(separator: ", ")
    }

    func kind(_ node: Int) -> (english: String, chinese: String) { kinds[kindOrder.firstIndex(of: graph.nodes[node].kind) ?? 0] }

    static func shortened(_ text: String) -> String {
        TerminalText(text.unicodeScalars.count > 200 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(199))) + "…" : text)
            .description
    }

    // MARK: The document

    var json: String {
        var json = JSONWriter(.compact)
        json.object { json in
            json.member("lang", language.rawValue)
            json.member("view", views.first?.name ?? "points")
            json.member("h", Int(subject.horizon.rawValue))
            json.member("of", subject.question.of.text)
            json.object("words") { json in for word in PageWords.said { json.member(word.name, both: (word.english, word.chinese)) } }
            json.array("kinds", kinds) { $0.value(both: $1) }
            json.array("verbs", edges.verbs) { $0.value(both: $1) }
            json.array("certainty", Certainty.allCases) { $0.value(both: (phrases.english.word(for: $1), phrases.chinese.word(for: $1))) }
            json.array("states", SupplyState.allCases) { $0.value(both: (phrases.english.word(for: $1), phrases.chinese.word(for: $1))) }
            json.array("sources", edges.sources) { $0.value(both: $1) }
            json.array("edges", edges.rows) { json, row in json.array { for number in row { $0.value(number) } } }
            json.array("flags", flags) { json, rule in json.object { flag(subject.exposure.rules[rule], &$0) } }
            json.array("nodes", parts.indices) { json, part in json.object { node(part, &$0) } }
            json.array("proofs", points) { json, point in json.object { proof(point, &$0) } }
            json.array("removals", subject.removals) { json, removal in json.object { self.removal(removal, &$0) } }
            json.array("folds", folds) { json, fold in
                json.array { json in
                    json.value(fold.view)
                    json.value(fold.box)
                    json.array { for part in fold.parts { $0.value(part) } }
                }
            }
        }
        return json.text
    }

    /// What the boxes of each view hold beside themselves, as far as the page knows these parts.
    private var folds: [(view: String, box: String, parts: [Int])] {
        var known: [String: Int] = [:]
        for (number, node) in parts.enumerated() { known[graph.nodes[node].id.text] = number }
        return views.flatMap { view in
            view.folds.map { (view.name, Self.shortened($0.box), $0.members.compactMap { known[$0] }) }
        }
    }

    private func flag(_ rule: FlagRule, _ json: inout JSONWriter) {
        let instrument = subject.policies.instrument(of: rule.id)
        json.member("id", rule.id.text)
        json.member("name", both: (instrument?.name.english ?? "", instrument?.name.chinese ?? ""))
        json.member("effect", both: (phrases.english.word(for: rule.effect), phrases.chinese.word(for: rule.effect)))
        let citation = instrument.map { " (\($0.citation))" } ?? ""
        json.member("begins", both: ("the rule begins here\(citation)", "规则由此起\(citation)"))
    }

    private func node(_ part: Int, _ json: inout JSONWriter) {
        let node = parts[part]
        let exposure = subject.exposure
        json.member("id", Self.shortened(graph.nodes[node].id.text))
        json.member("name", name(node))
        json.member("kind", kindOrder.firstIndex(of: graph.nodes[node].kind) ?? 0)
        json.member("vendor", vendor(node))
        json.member("value", Int(exposure.value(of: node).rawValue))
        json.array("places", reaches[node]) { json, reach in
            json.array {
                $0.value(reach.jurisdiction.text)
                $0.value(Int(reach.certainty.rawValue))
            }
        }
        if let path = paths[part].value { json.array("path", path) { $0.value($1) } }
        json.array("flags", paths[part].flags) { json, flag in
            json.array { json in
                json.value(flag.flag)
                json.value(Int(flag.certainty.rawValue))
                json.array { for edge in flag.edges { $0.value(edge) } }
            }
        }
    }

    private func proof(_ point: PageSubject.Point, _ json: inout JSONWriter) {
        json.member("node", index(of: point.node))
        json.member("target", index(of: point.target))
        let lines = point.proof.map { proof in
            (phrases.english.lines(for: proof, graph: graph), phrases.chinese.lines(for: proof, graph: graph))
        }
        json.key("lines")
        json.array { json in
            json.array { for line in lines?.0 ?? [] { $0.value(line) } }
            json.array { for line in lines?.1 ?? [] { $0.value(line) } }
        }
    }

    private func removal(_ removal: PageSubject.Removal, _ json: inout JSONWriter) {
        func code(_ node: Int) -> Int {
            removal.outages.enumerated().reduce(0) { $0 | Int($1.element.after[node].rawValue) << (2 * $1.offset) }
        }
        json.member("key", removal.key)
        json.member("node", removal.node.map { index(of: $0) } ?? -1)
        json.array("targets", subject.targets) { json, target in
            json.array {
                $0.value(index(of: target))
                $0.value(code(target))
            }
        }
        let affected = graph.nodes.indices.filter { code($0) > 0 }
        let changed = affected.filter { position[$0] != nil }.sorted { left, right in
            let (one, other) = (weight(code(left)), weight(code(right)))
            return one == other ? index(of: left) < index(of: right) : one > other
        }
        let listed = changed.prefix(Self.mostChanges)
        json.array("nodes", listed) { $0.value(index(of: $1)) }
        json.array("codes", listed) { $0.value(code($1)) }
        json.member("more", affected.count - listed.count)
    }

    /// The worst state of a code.
    private func weight(_ code: Int) -> Int { (0..<4).map { code >> (2 * $0) & 3 }.max() ?? 0 }
}

extension JSONWriter {
    /// A text in both languages; one string where they are the same.
    fileprivate mutating func value(both words: (english: String, chinese: String)) {
        guard words.english != words.chinese else { return value(words.english) }
        array {
            $0.value(words.english)
            $0.value(words.chinese)
        }
    }

    fileprivate mutating func member(_ name: String, both words: (english: String, chinese: String)) {
        key(name)
        value(both: words)
    }
}
