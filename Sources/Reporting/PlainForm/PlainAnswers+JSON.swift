internal import FaultTreeAnalysis
public import Resilience
internal import SupplyChain

extension PlainStates: JSONWritable {
    /// Writes the answer as the plain form gives it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("horizon", horizon.name)
            json.member("removed", removed.map(\.text))
            json.object("states") { json in for entry in states { json.member(entry.node.text, entry.state.name) } }
            json.member("circular", circular.map(\.text))
        }
    }
}

extension PlainCutSets {
    /// The answers for several targets as a JSON text: one alone as an object, several as an array.
    public static func json(_ answers: [PlainCutSets]) -> String {
        var json = JSONWriter()
        if answers.count == 1 { answers[0].write(&json) } else { json.array { json in for answer in answers { answer.write(&json) } } }
        return json.text
    }

    private func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("target", target.text)
            json.member("level", level.name)
            json.member("already", isAlready)
            json.member("singlePoints", singlePoints.map(\.text))
            json.array("minimalCutSets", minimalCutSets) { json, set in json.array { json in for event in set { json.value(event.text) } } }
            json.member("complete", completeness == .complete)
            switch completeness {
            case .complete: break
            case .upToOrder(let order), .cutOff(let order): json.member("completeUpTo", order)
            }
        }
    }
}
