/// Lists of indices in one flat array.
struct Rows: Sendable, Hashable {
    let starts: [UInt32]
    let elements: [Int32]

    init(_ rows: [[Int32]]) {
        var starts: [UInt32] = [0]
        var elements: [Int32] = []
        starts.reserveCapacity(rows.count + 1)
        for row in rows {
            elements.append(contentsOf: row)
            starts.append(UInt32(truncatingIfNeeded: elements.count))
        }
        self.starts = starts
        self.elements = elements
    }

    init(starts: [UInt32], elements: [Int32]) {
        self.starts = starts
        self.elements = elements
    }

    /// The numbers below `count`, each in the row that `row` says, increasing.
    init(grouping count: Int, into rowCount: Int, _ row: (Int) -> Int) {
        self.init(pairs: count, into: rowCount, row) { Int32(truncatingIfNeeded: $0) }
    }

    /// As many elements as there are pairs, each in its row, in the order of the pairs.
    init(pairs count: Int, into rowCount: Int, _ row: (Int) -> Int, _ element: (Int) -> Int32) {
        var starts = [UInt32](repeating: 0, count: rowCount + 1)
        for number in 0..<count { starts[row(number) + 1] += 1 }
        for row in 0..<rowCount { starts[row + 1] += starts[row] }
        elements = [Int32](unsafeUninitializedCapacity: count) { elements, written in
            starts.withUnsafeMutableBufferPointer { starts in
                for number in 0..<count {
                    let row = row(number)
                    elements[Int(starts[row])] = element(number)
                    starts[row] += 1
                }
            }
            written = count
        }
        Self.setBack(&starts)
        self.starts = starts
    }

    /// Makes starts of rows what they were before each was counted up to the end of its row: that is the start of the next.
    private static func setBack(_ starts: inout [UInt32]) {
        for row in (1..<starts.count).reversed() { starts[row] = starts[row - 1] }
        starts[0] = 0
    }

    var count: Int { starts.count - 1 }

    @inline(__always) func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    subscript(row: Int) -> ArraySlice<Int32> { elements[range(row)] }

    /// For each element below `count`, the rows that hold it, increasing.
    func transposed(count: Int) -> Rows {
        var starts = [UInt32](repeating: 0, count: count + 1)
        for element in elements { starts[Int(element) + 1] += 1 }
        for element in 0..<count { starts[element + 1] += starts[element] }
        let result = [Int32](unsafeUninitializedCapacity: elements.count) { result, written in
            starts.withUnsafeMutableBufferPointer { starts in
                elements.withUnsafeBufferPointer { elements in
                    for row in 0..<self.count {
                        for position in range(row) {
                            let element = Int(elements[position])
                            result[Int(starts[element])] = Int32(truncatingIfNeeded: row)
                            starts[element] += 1
                        }
                    }
                }
            }
            written = elements.count
        }
        Self.setBack(&starts)
        return Rows(starts: starts, elements: result)
    }
}
