/// A module by itself: its gates, and below them variables and other modules, which are its leaves.
struct LocalTree {
    /// What a leaf is: a module's gate, or `~variable`.
    let leaves: [Int32]
    /// How many arguments must hold, gate by gate, each gate after those it holds as far as circles allow; the last is the module's own.
    let thresholds: [Int32]
    /// The arguments: gates by position, leaves as `~position`.
    let arguments: Rows
    /// The circles: runs of gates that hold each other, each run after what it holds; most are single gates.
    let components: Components
    /// Whether a run of gates is a circle.
    let isCircle: [Bool]
    /// The gates as the whole tree numbers them.
    let gates: [Int]

    var gateCount: Int { thresholds.count }

    /// A tree that is one leaf.
    init(leaf: Int32) {
        leaves = [leaf]
        thresholds = [1]
        arguments = Rows([[~0]])
        components = Components(Rows([[]]), from: [0])
        isCircle = [false]
        gates = [0]
    }

    /// The tree of a module.
    init(of module: Int, in search: ModuleSearch) { self.init(search.tree, below: module) { search.isModule[$0] } }

    /// All below a gate, down to the gates that are leaves.
    init(_ tree: FaultTree, below module: Int, isLeaf: (Int) -> Bool) {
        var gates: [Int] = []
        var positions: [Int: Int32] = [:]
        var leaves: [Int32] = []
        var leafPositions: [Int32: Int32] = [:]
        var frames: [(gate: Int, next: Int)] = [(module, 0)]
        var seen: Set<Int> = [module]
        while let (gate, next) = frames.last {
            guard next < tree.arguments[gate].count else {
                positions[gate] = Int32(truncatingIfNeeded: gates.count)
                gates.append(gate)
                frames.removeLast()
                continue
            }
            frames[frames.count - 1].next += 1
            let argument = tree.arguments[gate][next]
            if argument >= 0, !isLeaf(Int(argument)) || Int(argument) == module {
                if seen.insert(Int(argument)).inserted { frames.append((Int(argument), 0)) }
            } else if leafPositions[argument] == nil {
                leafPositions[argument] = Int32(truncatingIfNeeded: leaves.count)
                leaves.append(argument)
            }
        }
        let rows = gates.map { gate in
            tree.arguments[gate].map { argument in
                leafPositions[argument].map { ~$0 } ?? positions[Int(argument)] ?? 0
            }
        }
        self.leaves = leaves
        self.gates = gates
        thresholds = gates.map { tree.thresholds[$0] }
        arguments = Rows(rows)
        let successors = Rows(rows.map { $0.filter { $0 >= 0 } })
        let components = Components(successors, from: [gates.count - 1])
        self.components = components
        isCircle = (0..<components.count).map { component in
            let members = components[component]
            guard members.count == 1, let only = members.first else { return true }
            return successors[Int(only)].contains(only)
        }
    }
}
