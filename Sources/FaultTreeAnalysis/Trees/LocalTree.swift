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
    init(of module: Int, in search: ModuleSearch, _ numbers: inout VertexNumbers) {
        self.init(search.tree, below: module, &numbers) { search.isModule[$0] }
    }

    /// All below a gate, down to the gates that are leaves.
    init(_ tree: FaultTree, below module: Int, _ numbers: inout VertexNumbers, isLeaf: (Int) -> Bool) {
        var gates: [Int] = []
        var leaves: [Int32] = []
        var frames: [(gate: Int, next: Int)] = [(module, 0)]
        numbers[Int32(truncatingIfNeeded: module)] = VertexNumbers.open
        while let (gate, next) = frames.last {
            guard next < tree.arguments[gate].count else {
                numbers[Int32(truncatingIfNeeded: gate)] = Int32(truncatingIfNeeded: gates.count)
                gates.append(gate)
                frames.removeLast()
                continue
            }
            frames[frames.count - 1].next += 1
            let argument = tree.arguments[gate][next]
            guard numbers[argument] == VertexNumbers.none else { continue }
            if argument >= 0, !isLeaf(Int(argument)) {
                numbers[argument] = VertexNumbers.open
                frames.append((Int(argument), 0))
            } else {
                numbers[argument] = ~Int32(truncatingIfNeeded: leaves.count)
                leaves.append(argument)
            }
        }
        let rows = gates.map { gate in tree.arguments[gate].map { numbers[$0] } }
        for gate in gates { numbers[Int32(truncatingIfNeeded: gate)] = VertexNumbers.none }
        for leaf in leaves { numbers[leaf] = VertexNumbers.none }
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

/// Numbers of gates and variables while a local tree is taken out of a whole one; all are `none` before and after, so that each costs only what it holds.
struct VertexNumbers {
    static let none = Int32.max
    static let open = Int32.max - 1

    private var numbers: [Int32]
    private let variableCount: Int

    init(_ tree: FaultTree) {
        variableCount = tree.events.count
        numbers = [Int32](repeating: Self.none, count: variableCount + tree.gateCount)
    }

    /// The number of a gate, or of `~variable`.
    subscript(argument: Int32) -> Int32 {
        get { numbers[argument < 0 ? Int(~argument) : variableCount + Int(argument)] }
        set { numbers[argument < 0 ? Int(~argument) : variableCount + Int(argument)] = newValue }
    }
}
