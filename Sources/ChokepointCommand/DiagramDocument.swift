internal import Diagrams
internal import Reporting

extension Diagram {
    /// The document `chokepoint.diagram/1`: what a picture shows, box by box, and all that each box stands for.
    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "chokepoint.diagram/1")
            json.member("view", view)
            json.member("language", language.rawValue)
            json.member("of", focus)
            json.member("subject", subject.shown)
            json.member("verdict", verdict.shown)
            json.member("footnote", footnote.shown)
            json.array("outcomes", outcomes) { json, outcome in
                json.object {
                    $0.member("name", outcome.name.shown)
                    $0.member("before", outcome.before.rawValue)
                    $0.member("after", outcome.after.rawValue)
                }
            }
            json.array("nodes", nodes) { json, node in
                json.object {
                    $0.member("id", node.id)
                    $0.member("shape", node.shape.rawValue)
                    $0.member("title", node.title.shown)
                    $0.member("caption", node.caption.shown)
                    if let ground = node.ground { $0.member("ground", ground) }
                    $0.member("words", node.tooltip.shown)
                }
            }
            json.array("edges", edges) { json, edge in
                json.object {
                    $0.member("from", edge.from)
                    $0.member("to", edge.to)
                    $0.member("stroke", edge.stroke.rawValue)
                    $0.member("words", edge.tooltip.shown)
                }
            }
            json.array("folds", folds) { json, fold in
                json.object {
                    $0.member("box", fold.box)
                    $0.member("title", fold.title.shown)
                    $0.member("members", fold.members)
                }
            }
        }
        return json.text
    }
}
