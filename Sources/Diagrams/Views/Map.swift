extension Diagram {
    public static func map(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram { summary(of: exposed, in: language) }
}
