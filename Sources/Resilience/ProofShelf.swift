internal import FaultTreeAnalysis

/// Proofs of what single events do, kept as numbers and put together when they are asked for.
///
/// The single points of a large graph have tens of thousands of proofs, with hundreds of thousands of steps among them; of each a reader
/// wants one after another.
public struct ProofShelf: Sendable {
    /// Where a proof stands: the number of its event, and of its claim among those about that event.
    public struct Place: Sendable, Hashable {
        let event: Int
        let claim: Int

        /// The place of a claim, by the order in which they were asked.
        public init(event: Int, claim: Int) {
            self.event = event
            self.claim = claim
        }
    }

    /// The proofs about one event, one after another.
    struct Row: Sendable {
        private var words: [Int32] = []
        private var ends: [Int] = []

        /// Puts a proof behind the others, or that there is none.
        mutating func append(_ derivation: Derivation?) {
            for step in derivation?.steps ?? [] { words.append(step) }
            ends.append(words.count)
        }

        subscript(claim: Int) -> Derivation? {
            let first = claim == 0 ? 0 : ends[claim - 1]
            var position = first
            var steps: [Derivation.Step] = []
            while position < ends[claim] { steps.append(words.step(at: &position)) }
            return steps.isEmpty ? nil : Derivation(steps: steps)
        }
    }

    private let model: LossModel
    private let events: [Event]
    private let rows: [Row]

    init(_ model: LossModel, events: [Event], rows: [Row]) {
        self.model = model
        self.events = events
        self.rows = rows
    }

    /// The proof at a place; `nil` where the claim does not hold.
    ///
    /// - Complexity: O(*s*) for its *s* steps and their premises.
    public subscript(place: Place) -> Proof? { rows[place.event][place.claim].map { model.proof($0, events: events) } }
}

/// A step as words: what is claimed, the event as a complement or the gate, and of a gate how many premises and which.
extension [Int32] {
    fileprivate mutating func append(_ step: Derivation.Step) {
        append(step.claim)
        switch step.reason {
        case .event(let event): append(~Int32(truncatingIfNeeded: event))
        case .gate(let gate, let premises):
            append(Int32(truncatingIfNeeded: gate))
            append(Int32(truncatingIfNeeded: premises.count))
            for premise in premises { append(premise) }
        }
    }

    private mutating func append(_ claim: Derivation.Claim) {
        append(Int32(truncatingIfNeeded: claim.node))
        append(Int32(claim.level))
    }

    fileprivate func step(at position: inout Int) -> Derivation.Step {
        let claim = self.claim(at: &position)
        let reason = self[position]
        position += 1
        if reason < 0 { return Derivation.Step(claim: claim, reason: .event(Int(~reason))) }
        let count = Int(self[position])
        position += 1
        return Derivation.Step(claim: claim, reason: .gate(Int(reason), premises: (0..<count).map { _ in self.claim(at: &position) }))
    }

    private func claim(at position: inout Int) -> Derivation.Claim {
        defer { position += 2 }
        return Derivation.Claim(node: Int(self[position]), level: UInt8(truncatingIfNeeded: self[position + 1]))
    }
}
