public import Resilience
internal import SupplyChain

extension SimulationAnswer {
    /// Something changed before anything is removed.
    public struct Change: Sendable, Hashable {
        /// What is done.
        public enum Kind: String, Sendable, Hashable {
            /// The new stands in the place of the old.
            case replace
            /// The new stands beside the old.
            case add
            /// What was planned counts.
            case activate
        }

        let kind: Kind
        let old: Int
        let new: Int
        let requirements: Int

        /// A change: nodes by index, and in how many requirements the old is a member.
        public init(kind: Kind, old: Int, new: Int, requirements: Int) {
            self.kind = kind
            self.old = old
            self.new = new
            self.requirements = requirements
        }
    }

    /// What is supposed, besides what is removed.
    public struct Supposition: Sendable, Hashable {
        let scenario: String?
        let effect: RemovalEffect
        let changes: [Change]
        let overridden: Int
        let unmatched: [String]

        /// A supposition: the scenario's name, how things go, what is changed beforehand, on how many relationships the loss of the controller does
        /// something else than usual, and which selectors of the scenario mean nothing here.
        public init(
            scenario: String? = nil, effect: RemovalEffect = .gone, changes: [Change] = [], overridden: Int = 0, unmatched: [String] = []
        ) {
            self.scenario = scenario
            self.effect = effect
            self.changes = changes
            self.overridden = overridden
            self.unmatched = unmatched
        }

        func write(to json: inout JSONWriter, _ graph: SupplyGraph) {
            if let scenario { json.member("scenario", scenario) }
            json.member("effect", effect.rawValue)
            json.array("changes", changes) { json, change in
                json.object {
                    $0.member("kind", change.kind.rawValue)
                    if change.kind != .activate { $0.member("old", graph.nodes[change.old].id.text) }
                    $0.member("new", graph.nodes[change.new].id.text)
                    $0.member("requirements", change.requirements)
                }
            }
            json.member("overriddenEffects", overridden)
            json.member("unmatched", unmatched)
        }

        func text(in phrases: Phrasebook, _ graph: SupplyGraph) -> String {
            let say = phrases.language
            var lines: [String] = []
            if let scenario { lines.append(say("scenario: \(scenario)", "场景：\(scenario)")) }
            for change in changes {
                let (old, new) = (graph.nodes[change.old].label, graph.nodes[change.new].label)
                let count = change.requirements
                let reach =
                    count == 0
                    ? say("nothing needs it", "无任何需求涉及")
                    : say("in \(count) requirement\(count == 1 ? "" : "s")", "涉及 \(count) 项需求")
                switch change.kind {
                case .replace: lines.append(say("\(old) replaced by \(new) (\(reach))", "\(old) 由 \(new) 取代（\(reach)）"))
                case .add: lines.append(say("\(new) added beside \(old) (\(reach))", "\(new) 增设于 \(old) 之侧（\(reach)）"))
                case .activate: lines.append(say("\(new), planned, counted as in place (\(reach))", "计划中的 \(new) 视为已就位（\(reach)）"))
                }
            }
            if effect != .gone { lines.append(say("effect: \(effect.rawValue)", "方式：\(effect.rawValue)")) }
            if overridden > 0 {
                lines.append(say("effects stated by the scenario: \(overridden) relationships", "场景另行规定效果的关系：\(overridden) 条"))
            }
            if !unmatched.isEmpty {
                let names = unmatched.joined(separator: ", ")
                lines.append(say("means nothing here: \(names)", "在此无对应项：\(names)"))
            }
            return lines.map { TerminalText($0).description + "\n" }.joined()
        }
    }
}
