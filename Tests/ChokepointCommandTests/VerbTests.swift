import ArgumentParser
import Testing

@testable import ChokepointCommand

struct VerbTests {
    @Test func `every verb says its name, since to derive one from its type takes a tenth of the start`() {
        var verbs: [any ParsableCommand.Type] = [Chokepoint.self]
        while let verb = verbs.popLast() {
            #expect(verb.configuration.commandName != nil, "\(verb)")
            verbs += verb.configuration.subcommands
        }
    }
}
