import Scanning
import SupplyChain
import Testing

struct SourceLocationTests {
    private typealias Location = SupplyChain.SourceLocation

    /// A place of every kind, with the words that it has.
    private static func document() -> (places: DocumentPlaces, stated: [(Place, Location)]) {
        var extract = Extract(file: "bom.json", digest: "d", reader: "cyclonedx", rank: .supplier)
        let list = extract.place("components")
        let reported = Location(file: "go.mod", place: "line 3", reader: "go-mod")
        let here: [(Place, String)] = [
            (.whole, ""), (list, "/components"), (extract.place(under: list, 7), "/components/7"), (extract.place(line: 12), "line 12"),
        ]
        let other = extract.place(reportedBy: reported)
        var stated: [(Place, Location)] = here.map { ($0.0, Location(file: "bom.json", place: $0.1, reader: "cyclonedx")) }
        stated.append((other, reported))
        return (DocumentPlaces(extract), stated)
    }

    @Test func `a place looked up later is the place spelled out at once`() {
        let (places, stated) = Self.document()
        for (place, location) in stated {
            let found = Location(places, place)
            #expect(found == location && found.hashValue == location.hashValue)
            #expect(found.file == location.file && found.place == location.place && found.reader == location.reader)
            #expect(Set([found, location]).count == 1 && !(found < location) && !(location < found))
        }
    }

    @Test func `places stand in the order of their words, not of their numbers`() {
        let (places, stated) = Self.document()
        #expect(stated.map { Location(places, $0.0) }.sorted() == stated.map { $0.1 }.sorted())
    }
}
