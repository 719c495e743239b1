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

    /// Who leads to whom, in compressed rows: four bytes a record and four a relationship.
    private struct Rows {
        private let starts: [UInt32]
        private let targets: [Int32]

        init(_ extract: Extract) {
            let count = extract.records.count
            var starts = [UInt32](repeating: 0, count: count + 1)
            Self.forEachPair(of: extract) { from, _ in starts[Int(from)] += 1 }
            for index in 0..<count { starts[index + 1] += starts[index] }
            var targets = [Int32](repeating: 0, count: Int(starts[count]))
            // Each row is filled from its end, so that what was its end becomes its start.
            Self.forEachPair(of: extract) { from, to in
                starts[Int(from)] -= 1
                targets[Int(starts[Int(from)])] = to
            }
            (self.starts, self.targets) = (starts, targets)
        }

        private static func forEachPair(of extract: Extract, _ body: (Int32, Int32) -> Void) {
            for edge in extract.relationships { body(edge.from.index, edge.to.index) }
            for same in extract.sames {
                body(same.left.index, same.right.index)
                body(same.right.index, same.left.index)
            }
            for group in extract.groups { for member in group.members { body(group.record.index, member.record.index) } }
        }

        private func row(_ record: Int32) -> Range<Int> { Int(starts[Int(record)])..<Int(starts[Int(record) + 1]) }

        func mark(from start: Int32, in isReached: inout [Bool]) {
            guard !isReached[Int(start)] else { return }
            isReached[Int(start)] = true
            var waiting = [start]
            while let record = waiting.popLast() {
                for slot in row(record) where !isReached[Int(targets[slot])] {
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
                stack.append((Int32(start), row(Int32(start)).lowerBound))
                while let (record, slot) = stack.last {
                    guard slot < row(record).upperBound else {
                        finished.append(record)
                        stack.removeLast()
                        continue
                    }
                    stack[stack.count - 1].slot += 1
                    let target = targets[slot]
                    if !isSeen[Int(target)] {
                        isSeen[Int(target)] = true
                        stack.append((target, row(target).lowerBound))
                    }
                }
            }
            return finished
        }
    }
}
