import SupplyChain
import Testing

struct CalendarDateTests {
    @Test(arguments: [
        ("2024-02-29", "2024-02-29"), ("2000-02-29", "2000-02-29"), ("1900-02-29", nil), ("2023-02-29", nil), ("2025-13-01", nil),
        ("2025-00-10", nil), ("2025-01-00", nil), ("2025-04-31", nil), ("2025-12-31", "2025-12-31"), ("2025", "2025-01-01"),
        ("2025-07", "2025-07-01"), ("0000-01-01", nil), ("0001-01-01", "0001-01-01"), ("25-01-01", nil), ("2025-1-1", nil), ("", nil),
        ("2025-01-01-01", nil), ("2025-01-01T00", nil), ("+025-01-01", nil), ("２０２５-01-01", nil),
    ]) func `a day is read if it exists`(_ text: String, _ day: String?) { #expect(CalendarDate(text)?.description == day) }

    @Test func `every day reads back, and days are in order`() throws {
        var last: CalendarDate?
        var count = 0
        for year in 1999...2004 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
                    #expect(CalendarDate(date.description) == date)
                    if let last { #expect(last < date) }
                    last = date
                    count += 1
                }
            }
        }
        #expect(count == 6 * 365 + 2)
    }
}

struct JurisdictionTests {
    @Test(arguments: [
        ("US", true), ("TW", true), ("GB", true), ("UK", false), ("EU", true), ("XK", true), ("QM", true), ("QL", false), ("AA", true),
        ("AB", false),
        ("us", false), ("USA", false), ("", false), ("U", false), ("ＵＳ", false),
    ]) func `a government is asked about by a code that stands for one`(_ code: String, _ stands: Bool) {
        #expect(Jurisdiction(code: code)?.text == (stands ? code : nil))
    }

    @Test func `249 codes are assigned, and EU stands beside them`() {
        #expect(CountryCodes.all.count == 250)
    }
}

struct ExactShareTests {
    @Test(arguments: [
        ("0", "0"), ("1", "1"), ("0.5", "0.5"), ("0.50", "0.5"), ("0.333333", "0.333333"), ("1.000000", "1"), ("0.000001", "0.000001"),
        ("00.25", "0.25"), ("0.5000000", "0.5"), ("0.3333333", nil), ("1.000001", nil), ("1.1", nil), ("2", nil), ("-0.5", nil),
        (".5", nil),
        ("5.", nil), ("0.5e0", nil), ("", nil), ("0,5", nil), ("0.5.5", nil), (" 0.5", nil), ("٠.٥", nil),
    ]) func `a share is read exactly or not at all`(_ text: String, _ written: String?) {
        #expect(ExactShare(text)?.description == written)
    }

    @Test func `every share of a thousandth reads back, in order`() throws {
        for thousandth in 0...1_000 {
            let share = try #require(ExactShare(millionths: thousandth * 1_000))
            #expect(ExactShare(share.description) == share)
        }
        #expect(ExactShare(millionths: -1) == nil)
        #expect(ExactShare(millionths: 1_000_001) == nil)
    }
}

struct NodeIDTests {
    @Test func `ids are their bytes`() {
        let composed: NodeID = "org:\u{C5}"
        let sign: NodeID = "org:\u{212B}"
        #expect(composed != sign)
        #expect(Set([composed, sign, composed]).count == 2)
        #expect(composed < sign)
        #expect([NodeID("b"), NodeID("é"), NodeID("a"), NodeID("B")].sorted().map(\.text) == ["B", "a", "b", "é"])
    }
}

struct RequirementTests {
    private static func graph(_ edges: [(Int, Int, RelationshipDetails)], stated: [Requirement] = []) -> SupplyGraph {
        let count = (edges.flatMap { [$0.0, $0.1] }.max() ?? 0) + 1
        return SupplyGraph(
            sortedNodes: (0..<count).map { SupplyGraph.Node(id: NodeID("unknown:\($0)"), kind: .unknown) },
            relationships: edges.map { SupplyGraph.Relationship(from: $0.0, to: $0.1, details: $0.2) }, statedRequirements: stated)
    }

    @Test(arguments: [
        (RelationshipDetails(.dependsOn), RequirementType.run), (RelationshipDetails(.dependsOn, scope: .optional), .optional),
        (RelationshipDetails(.dependsOn, scope: .build), .build), (RelationshipDetails(.dependsOn, scope: .development), nil),
        (RelationshipDetails(.contains), .run), (RelationshipDetails(.calls), .run), (RelationshipDetails(.usesModel), .run),
        (RelationshipDetails(.hostedOn), .run), (RelationshipDetails(.runsOn), .build), (RelationshipDetails(.distributedBy), .build),
        (RelationshipDetails(.derivedFrom), .update), (RelationshipDetails(.trainedOn), .update),
        (RelationshipDetails(.builtWith), .update),
        (RelationshipDetails(.operatedBy), nil), (RelationshipDetails(.ownedBy), nil), (RelationshipDetails(.licensedBy), nil),
    ]) func `each kind implies what the contract says`(_ details: RelationshipDetails, _ type: RequirementType?) {
        let groups = Self.graph([(0, 1, details)]).requirements()
        #expect(groups.map(\.type) == (type.map { [$0] } ?? []))
        for group in groups {
            #expect(group.node == 0)
            #expect(group.members.map(\.node) == [1])
            #expect(group.impliedBy == 0)
        }
    }

    @Test func `the registries of one item are one group of which one suffices`() {
        let groups = Self.graph([(0, 1, .init(.distributedBy)), (0, 2, .init(.distributedBy))]).requirements()
        #expect(groups.count == 1)
        #expect(groups.first?.members.map(\.node) == [1, 2])
        #expect(groups.first?.atLeast == 1)
        #expect(groups.first?.want == 1)
    }

    @Test func `offered services make one optional group, mentioned ones none`() {
        let groups = Self.graph([
            (0, 1, .init(.calls, strength: .offered)), (0, 2, .init(.calls, strength: .offered)),
            (0, 3, .init(.calls, strength: .mentioned)),
            (0, 4, .init(.calls, strength: .configured)),
        ]).requirements()
        #expect(groups.map(\.type) == [.optional, .run])
        #expect(groups.map { $0.members.map(\.node) } == [[1, 2], [4]])
    }

    @Test func `a stated group replaces what its pairs imply, and stands first`() {
        let stated = Requirement(node: 0, type: .run, atLeast: 1, want: 1, members: [.init(node: 1), .init(node: 2)], sources: [])
        let groups = Self.graph([(0, 1, .init(.calls)), (0, 2, .init(.calls)), (0, 3, .init(.calls))], stated: [stated]).requirements()
        #expect(groups.first == stated)
        #expect(groups.dropFirst().map { $0.members.map(\.node) } == [[3]])
    }
}

struct CalendarArithmeticTests {
    @Test func `a day later is the next day, over every month, leap year and century`() throws {
        var day = try #require(CalendarDate("1896-01-01"))
        let start = day
        var count = 0
        while day.year < 2005 {
            // The next date that exists, found by trying.
            let next =
                CalendarDate(year: day.year, month: day.month, day: day.day + 1) ?? CalendarDate(
                    year: day.year, month: day.month + 1, day: 1)
                ?? CalendarDate(year: day.year + 1, month: 1, day: 1)
            #expect(day.advanced(by: 1) == next)
            day = try #require(next)
            count += 1
            #expect(start.advanced(by: count) == day && day.advanced(by: -count) == start)
        }
        #expect(CalendarDate("0001-01-01")?.advanced(by: -1) == nil && CalendarDate("9999-12-31")?.advanced(by: 1) == nil)
        #expect(start.advanced(by: .min) == nil && start.advanced(by: .max) == nil)
    }
}
