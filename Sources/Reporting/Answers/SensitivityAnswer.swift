public import FaultTreeAnalysis
public import Resilience
internal import SupplyChain

/// Every node at once: how many each event takes away alone, and how many minimal cut sets each node has.
public struct SensitivityAnswer: JSONWritable, Sendable {
    private let question: Question
    /// The events with how many nodes each takes away, most first.
    private let lines: [(event: Event, nodesLost: Int)]
    /// The nodes with their cut sets, where these were asked for.
    private let nodes: [(id: String, sets: CutSetTable.Entry)]
    private let completeness: CutSets.Completeness

    /// Asks the model about all its nodes.
    ///
    /// - Parameters:
    ///   - question: The question as answers print it.
    ///   - model: The model.
    ///   - events: The events, each by itself and in sets.
    ///   - state: The state that counts as lost.
    ///   - limits: How far to look for sets; up to order 1 none are counted.
    public init(_ question: Question, _ model: LossModel, events: [Event], state: SupplyState, limits: CutSetLimits) {
        let lost = model.sensitivity(among: events, horizon: question.horizon, atLeast: state)
        lines = zip(events, lost).map { ($0, $1) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.id < $1.0.id }
        guard limits.order > 1 else {
            (self.question, nodes, completeness) = (question, [], .upToOrder(1))
            return
        }
        let table = model.cutSetTable(among: events, horizon: question.horizon, atLeast: state, limits: limits)
        completeness = table.completeness
        if case .cutOff(let order) = table.completeness {
            self.question = question.reaching(["cut sets of every node complete up to order \(order): --max-nodes or --max-steps"])
        } else {
            self.question = question
        }
        nodes = zip(model.graph.nodes, table.entries).map { ($0.id.text, $1) }
    }

    private var isCutOff: Bool {
        if case .cutOff = completeness { return true }
        return false
    }

    /// The document `chokepoint.points/1` of the question about every node.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.points/1", question)
            json.array("sensitivity", lines) { json, line in
                json.object {
                    $0.member("event", line.event.id.text)
                    $0.member("nodesLost", line.nodesLost)
                }
            }
            guard !nodes.isEmpty else { return }
            switch completeness {
            case .complete: break
            case .upToOrder(let order), .cutOff(let order): json.member("completeUpTo", order)
            }
            json.array("nodes", nodes) { json, node in
                json.object { json in
                    json.member("id", node.id)
                    if node.sets.isAlready { json.member("already", true) }
                    json.counts("countsByOrder", node.sets.counts)
                    json.member("complete", !isCutOff)
                }
            }
        }
    }

    /// The events that take most away, and the nodes with the fewest ways to stand.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = phrases.questionLine(question) + " · " + phrases.word(for: question.horizon) + "\n\n"
        out += say("nodes that each event takes away alone:", "各事件单独可使失效的节点数：") + "\n"
        var table = Table(indent: "  ")
        for line in lines.prefix(40) { table.add("\(line.nodesLost)", line.event.id.text) }
        out += table.text
        if lines.count > 40 {
            out += "  " + say("… and \(lines.count - 40) more; `-f json` has all", "……另有 \(lines.count - 40) 个；`-f json` 可列出全部") + "\n"
        }
        guard !nodes.isEmpty else { return out }
        out += "\n" + say("smallest sets of each node, number × order:", "各节点的最小割集，个数 × 阶数：") + "\n"
        var sets = Table(indent: "  ")
        for node in nodes.prefix(200) {
            let orders = phrases.orders(of: node.sets.counts)
            let what = node.sets.isAlready ? say("fails already", "已不成立") : orders.isEmpty ? say("none", "无") : orders
            sets.add(node.id, what)
        }
        out += sets.text
        if nodes.count > 200 {
            out += "  " + say("… and \(nodes.count - 200) more; `-f json` has all", "……另有 \(nodes.count - 200) 个；`-f json` 可列出全部") + "\n"
        }
        switch completeness {
        case .complete: break
        case .upToOrder(let order): out += "  " + say("counted up to order \(order)", "计至 \(order) 阶") + "\n"
        case .cutOff(let order): out += "  " + say("a limit was reached: counted up to order \(order)", "已达上限：计至 \(order) 阶") + "\n"
        }
        return out
    }
}
