internal import SupplyChain

/// What a document lists and its root does not lead to.
enum LooseParts {
    /// The records to attach to `root` so that it leads to every record: those that nothing leads to, and of each ring that nothing outside leads to the first.
    ///
    /// In the order of a depth-first search over the rest, read backwards (Kosaraju): every record met there unreached stands before all that lead to nothing above it.
    /// - Complexity: O(records + relationships).
    static func heads(from root: RecordIndex, in extract: Extract) -> [RecordIndex] {
        let rows = Rows(extract)
        var isReached = [Bool](repeating: false, count: extract.records.count)
        rows.mark(from: root.index, in: &isReached)
        let finished = rows.finishingOrder(outside: isReached)
        var heads: [RecordIndex] = []
        for record in finished.reversed() where !isReached[Int(record)] {
            heads.append(extract.recordIndex(Int(record)))
            rows.mark(from: record, in: &isReached)
        }
        return heads.sorted { $0.index < $1.index }
    }

    /// Who leads to whom, in compressed rows.
    private struct Rows {
        private var starts: [Int]
        private var targets: [Int32]

        init(_ extract: Extract) {
            let count = extract.records.count
            starts = [Int](repeating: 0, count: count + 1)
            var pairs: [(from: Int32, to: Int32)] = []
            pairs.reserveCapacity(extract.relationships.count + extract.sames.count * 2)
            for edge in extract.relationships { pairs.append((edge.from.index, edge.to.index)) }
            for same in extract.sames { pairs += [(same.left.index, same.right.index), (same.right.index, same.left.index)] }
            for group in extract.groups { pairs += group.members.map { (group.record.index, $0.record.index) } }
            for pair in pairs { starts[Int(pair.from) + 1] += 1 }
            for index in 0..<count { starts[index + 1] += starts[index] }
            targets = [Int32](repeating: 0, count: pairs.count)
            var next = starts
            for pair in pairs {
                targets[next[Int(pair.from)]] = pair.to
                next[Int(pair.from)] += 1
            }
        }

        func mark(from start: Int32, in isReached: inout [Bool]) {
            guard !isReached[Int(start)] else { return }
            isReached[Int(start)] = true
            var waiting = [start]
            while let record = waiting.popLast() {
                for slot in starts[Int(record)]..<starts[Int(record) + 1] where !isReached[Int(targets[slot])] {
                    isReached[Int(targets[slot])] = true
                    waiting.append(targets[slot])
                }
            }
        }

        func finishingOrder(outside isReached: [Bool]) -> [Int32] {
            var isSeen = isReached
            var finished: [Int32] = []
            var stack: [(record: Int32, slot: Int)] = []
            for start in isReached.indices where !isSeen[start] {
                isSeen[start] = true
                stack.append((Int32(start), starts[start]))
                while let (record, slot) = stack.last {
                    guard slot < starts[Int(record) + 1] else {
                        finished.append(record)
                        stack.removeLast()
                        continue
                    }
                    stack[stack.count - 1].slot += 1
                    let target = targets[slot]
                    if !isSeen[Int(target)] {
                        isSeen[Int(target)] = true
                        stack.append((target, starts[Int(target)]))
                    }
                }
            }
            return finished
        }
    }
}
