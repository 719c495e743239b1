public import Policies
public import Propagation
public import Resilience
public import SupplyChain

/// What a page tells of: an exposure with the single points of its targets and what removals do, at every horizon.
public struct PageSubject: Sendable {
    /// One thing or party taken away.
    public struct Removal: Sendable {
        /// How the page and the command line call it: a selector.
        let key: String
        /// The node that stands for it, by index, where there is one.
        let node: Int?
        /// What it does, at each horizon, nearest first.
        let outages: [Outage]

        /// A removal with its outcome at every horizon.
        public init(key: String, node: Int?, outages: [Outage]) {
            self.key = key
            self.node = node
            self.outages = outages
        }
    }

    /// A single point with its proof for one target.
    public struct Point: Sendable {
        /// The node that stands for it, by index.
        public let node: Int
        let target: Int
        /// The effect at each horizon, nearest first.
        let effects: [SupplyState]
        let certainty: Certainty
        let proof: Proof?

        /// A single point: its node and target by index, its effect at each horizon, how sure it is, and why at the horizon asked about.
        public init(node: Int, target: Int, effects: [SupplyState], certainty: Certainty, proof: Proof?) {
            self.node = node
            self.target = target
            self.effects = effects
            self.certainty = certainty
            self.proof = proof
        }
    }

    let question: Question
    let exposure: Exposure
    let policies: PolicyRules
    let targets: [Int]
    let points: [Point]
    let removals: [Removal]
    /// What was left out of the page, in both languages.
    let omissions: [(english: String, chinese: String)]

    var horizon: Horizon { question.horizon }

    /// What a page tells of.
    ///
    /// - Parameters:
    ///   - targets: The nodes asked about, by index.
    ///   - points: Their single points, the worst first.
    ///   - removals: What can be looked at as gone.
    ///   - omissions: What was left out, in both languages.
    public init(
        _ question: Question, exposure: Exposure, policies: PolicyRules, targets: [Int], points: [Point], removals: [Removal],
        omissions: [(english: String, chinese: String)]
    ) {
        self.question = question
        self.exposure = exposure
        self.policies = policies
        self.targets = targets
        self.points = points
        self.removals = removals
        self.omissions = omissions
    }
}
