extension Diagram {
    /// One entry of the legend.
    public enum Legend: String, Sendable, Hashable, CaseIterable {
        case stops, assumedStops, freezes, weakens, removed, down, degraded, frozen, unaffected, circular
        case focus, assumed, elsewhere, unknown, duty, term, exempt, unsure
        case cellStops, cellDegrades, cellFreezes
        case edgeStops, edgeFreezes, edgeWeakens, edgeCarries, edgeCrosses, edgeReaches, edgeRun, edgeOptional, edgeBuild, edgeDerived,
            edgeControl, gate, width
        case folded, shareFocus, shareOther, shareUnknown, stack
    }

    /// What the picture uses, and nothing else.
    public var legend: [Legend] {
        var used: Set<Legend> = []
        for node in nodes { used.formUnion(node.legend) }
        for edge in edges { used.formUnion(legend(of: edge)) }
        for outcome in outcomes { used.formUnion([outcome.before, outcome.after].map(\.legend)) }
        // All parts of a vendor together look like a stack, and nothing is folded there.
        if form == .columns, !nodes.contains(where: { node in node.shape == .stack && folds.contains { $0.box == node.id } }) {
            used.remove(.stack)
        }
        if form == .columns || form == .rows || form == .grounds { used.subtract([.focus, .assumed, .unknown, .elsewhere]) }
        // A crossing is told by its colour, whatever it is needed for.
        if form == .grounds { used.subtract([.edgeRun, .edgeOptional, .edgeBuild, .edgeDerived]) }
        let widths = Set(edges.filter { $0.stroke == .stops || $0.stroke == .folded }.map(\.width))
        if form == .columns, widths.count > 1 { used.insert(.width) }
        return Legend.allCases.filter { used.contains($0) }
    }

    private func legend(of edge: Edge) -> Set<Legend> {
        if edge.isCarrying { return [.edgeCarries] }
        if edge.state != nil, edge.state != .unaffected { return [] }
        switch edge.stroke {
        case .run: return edge.isCrossing ? [.edgeCrosses] : [.edgeRun]
        case .optional: return edge.isCrossing ? [.edgeCrosses] : [.edgeOptional]
        case .build, .update, .deliver: return edge.isCrossing ? [.edgeCrosses] : [.edgeBuild]
        case .derivation: return edge.isCrossing ? [.edgeCrosses] : [.edgeDerived]
        case .stops: return [.edgeStops]
        case .freezes: return [.edgeFreezes]
        case .weakens: return [.edgeWeakens]
        case .folded: return [.folded]
        case .control: return edge.isCrossing ? form == .columns ? [.edgeReaches] : [] : form == .cards ? [.edgeControl] : []
        }
    }
}

extension Diagram.Node {
    fileprivate var legend: Set<Diagram.Legend> {
        var used: Set<Diagram.Legend> = []
        switch mark {
        case .stops(_, _, let isAssumed): used.insert(isAssumed ? .assumedStops : .stops)
        case .freezes: used.insert(.freezes)
        case .weakens: used.insert(.weakens)
        case .state(let state): used.insert(state.legend)
        case .stopped, nil: break
        }
        switch tab {
        case .focus where shape != .government: used.insert(.focus)
        case .assumed: used.insert(.assumed)
        case .unknown: used.insert(.unknown)
        case .elsewhere: used.insert(.elsewhere)
        case .focus, nil: break
        }
        for strip in strips.prefix(3) {
            switch strip.kind {
            case .duty: used.insert(.duty)
            case .term: used.insert(.term)
            case .exempt: used.insert(.exempt)
            case .unsure: used.insert(.unsure)
            }
        }
        if let share, shape != .product, shape != .capability {
            if share.focus > 0 { used.insert(.shareFocus) }
            if share.other > 0 { used.insert(.shareOther) }
            if share.unknown > 0 { used.insert(.shareUnknown) }
        }
        for cell in cells {
            switch cell {
            case .stops: used.insert(.cellStops)
            case .degrades: used.insert(.cellDegrades)
            case .freezes: used.insert(.cellFreezes)
            case .nothing: break
            }
        }
        if shape == .gate { used.insert(.gate) }
        if shape == .stack { used.insert(.stack) }
        return used
    }
}

extension Diagram.State {
    fileprivate var legend: Diagram.Legend {
        switch self {
        case .removed: .removed
        case .down: .down
        case .degraded: .degraded
        case .frozen: .frozen
        case .unaffected: .unaffected
        case .circular: .circular
        }
    }
}
