import Foundation
import Records
import SupplyChain
import Testing

struct SupplyRegisterTests {
    private let day = CalendarDate("2026-03-01")

    @Test func `what is recorded can be read again, and the same thing is recorded once`() throws {
        let day = try #require(day)
        let register = try SupplyRegister()
        let first = try register.record(document: "{\"a\": \"灵犀\"}", digest: "sha256:1", project: "assistant", asOf: day)
        let again = try register.record(document: "{\"a\": \"灵犀\"}", digest: "sha256:1", project: "assistant", asOf: day)
        let other = try register.record(document: "{}", digest: "sha256:2", project: "assistant", asOf: day)
        #expect(first == again)
        #expect(try register.history() == [first, other])
        #expect(try register.history(of: "nobody").isEmpty)
        #expect(try register.document(of: first.number) == "{\"a\": \"灵犀\"}")
        #expect(try register.document(of: 99) == nil)
    }

    @Test func `a register outlives the program`() throws {
        let day = try #require(day)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("register-\(UUID().uuidString).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let entry = try SupplyRegister(path: path).record(document: "{}", digest: "sha256:1", project: "p", asOf: day)
        #expect(try SupplyRegister(path: path).history(of: "p") == [entry])
    }

    @Test func `a file that is no register is an error, not a crash`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("noise-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("this is not a database, and long enough to be read as a header of one".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: SupplyRegister.Failure.self) { try SupplyRegister(path: path) }
    }
}
