internal import Diagrams
internal import Reporting

/// The document `chokepoint.diagram/1`: what a picture shows, box by box, and all that each box stands for.
struct DiagramDocument: JSONWritable {
    let diagram: Diagram

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "chokepoint.diagram/1")
            json.member("view", diagram.view)
            json.member("language", diagram.language.rawValue)
            json.member("of", diagram.focus)
            json.member("subject", diagram.subject.shown)
            json.member("verdict", diagram.verdict.shown)
            json.member("footnote", diagram.footnote.shown)
            json.array("outcomes", diagram.outcomes) { json, outcome in
                json.object {
                    $0.member("name", outcome.name.shown)
                    $0.member("before", outcome.before.rawValue)
                    $0.member("after", outcome.after.rawValue)
                }
            }
            json.array("nodes", diagram.nodes) { json, node in
                json.object {
                    $0.member("id", node.id)
                    $0.member("shape", node.shape.rawValue)
                    $0.member("title", node.title.shown)
                    $0.member("caption", node.caption.shown)
                    if let ground = node.ground { $0.member("ground", ground) }
                    $0.member("words", node.tooltip.shown)
                }
            }
            json.array("edges", diagram.edges) { json, edge in
                json.object {
                    $0.member("from", edge.from)
                    $0.member("to", edge.to)
                    $0.member("stroke", edge.stroke.rawValue)
                    $0.member("words", edge.tooltip.shown)
                }
            }
            json.array("folds", diagram.folds) { json, fold in
                json.object {
                    $0.member("box", fold.box)
                    $0.member("title", fold.title.shown)
                    $0.member("members", fold.members)
                }
            }
        }
    }
}
