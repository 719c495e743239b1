internal import CatalogFacts
internal import CatalogSchema
internal import Policies
internal import Propagation
internal import SupplyChain

extension ComplianceAnswer {
    /// The document `chokepoint.comply/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.comply/1", question)
            json.array("deliveries", deliveries) { json, compliance in json.object { Self.delivery(compliance, &$0) } }
            json.array("silent", silent) { json, entry in
                json.object {
                    $0.member("id", entry.instrument.id)
                    $0.member("issuer", entry.instrument.issuer.text)
                    $0.member("citation", entry.instrument.citation)
                    $0.member("why", entry.why.rawValue)
                }
            }
        }
    }

    private static func delivery(_ compliance: Compliance, _ json: inout JSONWriter) {
        let delivery = compliance.delivery
        let graph = compliance.exposure.graph
        json.member("id", delivery.id)
        json.member("delivers", compliance.things.map { graph.nodes[$0].id.text })
        json.member("to", delivery.destination.text)
        json.member("from", delivery.departure?.text)
        json.member("form", delivery.form?.rawValue)
        json.member("endUsers", compliance.endUsers.map { graph.nodes[$0].id.text })
        json.key("source")
        json.source(delivery.source)
        json.array("mayAttach", compliance.mayAttach) { json, finding in json.object { self.finding(finding, graph, &$0) } }
        json.array("premiseNotMet", compliance.ruledOut) { json, finding in json.object { self.finding(finding, graph, &$0) } }
        json.array("excluded", compliance.excluded) { json, entry in
            json.object { json in
                json.member("id", entry.instrument.id)
                json.member("by", entry.by.names)
                json.witnessSteps(WitnessWords(entry.by.witness, graph: graph, rule: entry.instrument.id))
            }
        }
        json.array("untested", compliance.untested) { json, entry in
            json.object { json in
                json.member("id", entry.instrument.id)
                switch entry.why {
                case .noEndUser: json.member("why", "noEndUser")
                case .ownersNotStated(let nodes):
                    json.member("why", "ownersNotStated")
                    json.member("of", nodes.map { graph.nodes[$0].id.text })
                case .listNotHeld(let lists):
                    json.member("why", "listNotHeld")
                    json.member("lists", lists)
                }
            }
        }
        json.member("unconnected", compliance.unconnected.map(\.id))
    }

    private static func finding(_ finding: Compliance.Finding, _ graph: SupplyGraph, _ json: inout JSONWriter) {
        let instrument = finding.instrument
        json.member("id", instrument.id)
        json.member("issuer", instrument.issuer.text)
        json.member("citation", instrument.citation)
        json.member("effect", finding.flag.effect.rawValue)
        json.member("status", finding.flag.status)
        json.member("certainty", finding.flag.certainty.name)
        json.member("through", finding.ground.rawValue)
        json.member("at", graph.nodes[finding.node].id.text)
        if let witness = finding.witness { json.witnessSteps(WitnessWords(witness, graph: graph, rule: instrument.id)) }
        if let proof = finding.proof {
            json.array("proof", proof.premises) { json, premise in
                json.object { json in
                    json.member("subject", premise.subject.rawValue)
                    json.member("at", graph.nodes[premise.node].id.text)
                    if !premise.detail.isEmpty { json.member("detail", premise.detail) }
                    json.member("certainty", premise.certainty.name)
                    json.array("sources", premise.sources) { $0.source($1) }
                }
            }
        }
        let english = Phrasebook(.english)
        json.array("premises", finding.premises) { json, premise in
            json.object { json in
                json.member("text", english.sentence(for: premise.subject, own: instrument.premises.english))
                if case .stated(let number, let kind) = premise.subject {
                    json.member("number", number)
                    json.member("kind", kind?.rawValue)
                } else {
                    json.member("kind", "tested")
                }
                json.member("state", premise.state.rawValue)
                json.member("certainty", premise.certainty.name)
                json.member("ground", premise.ground)
                if premise.state == .unknown { json.member("decidedBy", english.fact(deciding: premise.subject)) }
                json.array("sources", premise.sources) { $0.source($1) }
            }
        }
    }
}
