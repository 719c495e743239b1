internal import CYaml
internal import SupplyChain

/// Drives libyaml's parser and lays its events out as nodes.
struct YAMLBuilder {
    private struct Open {
        let index: Int
        let isAnchored: Bool
        /// What was laid out and repeated before it began.
        let expandedBefore: Int
        /// In a mapping the key that has come while its value has not.
        var key: Int?
    }

    /// How many levels may be open.
    private let depth: Int
    /// How many nodes aliases may stand for besides those that are written.
    private static let repetitions = 1_000_000

    private(set) var nodes: [YAMLNode] = []
    private(set) var roots: [Int] = []
    private(set) var duplicates: [(key: String, line: Int)] = []
    private var stack: [Open] = []
    /// Where the event at hand begins.
    private var column = 1
    private var anchors: [String: Int] = [:]
    /// The nodes that aliases stand for, those inside of repeated ones included.
    private var repeated = 0
    /// For each closed container with an anchor how many nodes it holds, what its aliases stand for included.
    private var weights: [Int: Int] = [:]

    init(depth: Int) { self.depth = depth }

    mutating func read(_ bytes: [UInt8]) throws(ExtractionError) {
        var parser = unsafe yaml_parser_t()
        guard unsafe yaml_parser_initialize(&parser) == 1 else { throw .limit(name: "memory", value: "yaml") }
        defer { unsafe yaml_parser_delete(&parser) }
        unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        var failure: ExtractionError?
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            var isDone = false
            while !isDone, failure == nil {
                var event = unsafe yaml_event_t()
                guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
                    let line = unsafe Int(clamping: parser.problem_mark.line) + 1
                    let reason = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "not YAML"
                    // The parser has a limit of its own for brackets, far above that of documents.
                    let isTooDeep = reason.hasPrefix("Maximum nesting level")
                    failure = isTooDeep ? .limit(name: "depth", value: "1000") : .malformed(reason: reason, place: "line \(line)")
                    return
                }
                do throws(ExtractionError) { isDone = try unsafe take(event) } catch { failure = error }
                unsafe yaml_event_delete(&event)
            }
        }
        if let failure { throw failure }
    }

    /// Lays out one event; true at the end of the stream.
    private mutating func take(_ event: yaml_event_t) throws(ExtractionError) -> Bool {
        let line = unsafe Int(clamping: event.start_mark.line) + 1
        column = unsafe Int(clamping: event.start_mark.column) + 1
        switch unsafe event.type {
        case YAML_STREAM_END_EVENT: return true
        case YAML_DOCUMENT_START_EVENT: anchors = [:]
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: Int(clamping: scalar.length)), as: UTF8.self)
            let isQuoted = unsafe scalar.style != YAML_PLAIN_SCALAR_STYLE
            _ = try add(.scalar, text: text, isQuoted: isQuoted, line: line, anchor: unsafe Self.name(scalar.anchor))
        case YAML_ALIAS_EVENT:
            let target = unsafe Self.name(event.data.alias.anchor).flatMap { anchors[$0] } ?? -1
            guard target >= 0 else { throw .malformed(reason: "an alias without an anchor", place: "line \(line)") }
            try repeatNodes(of: target, line: line)
            let index = try add(.alias, text: "", isQuoted: false, line: line, anchor: nil)
            nodes[index].end = target
        case YAML_SEQUENCE_START_EVENT:
            try open(.sequence, line: line, anchor: unsafe Self.name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT:
            try open(.mapping, line: line, anchor: unsafe Self.name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            if let closed = stack.popLast() {
                nodes[closed.index].end = nodes.count
                if nodes[closed.index].kind == .mapping { noteDuplicates(in: closed.index) }
                if closed.isAnchored { weights[closed.index] = nodes.count + repeated - closed.expandedBefore }
            }
        default: break
        }
        return false
    }

    private mutating func open(_ kind: YAMLNode.Kind, line: Int, anchor: String?) throws(ExtractionError) {
        guard stack.count < depth else { throw .limit(name: "depth", value: "\(depth)") }
        let index = try add(kind, text: "", isQuoted: false, line: line, anchor: anchor)
        stack.append(Open(index: index, isAnchored: anchor != nil, expandedBefore: index + repeated))
    }

    /// Whoever walks the document meets what an alias stands for again; a bomb or a ring would never let them end.
    private mutating func repeatNodes(of target: Int, line: Int) throws(ExtractionError) {
        guard nodes[target].kind == .scalar || weights[target] != nil else {
            throw .malformed(reason: "an alias inside of what it stands for", place: "line \(line)")
        }
        repeated += weights[target] ?? 1
        guard repeated <= Self.repetitions else { throw .limit(name: "yaml aliases", value: "\(Self.repetitions)") }
    }

    private mutating func add(_ kind: YAMLNode.Kind, text: String, isQuoted: Bool, line: Int, anchor: String?) throws(ExtractionError)
        -> Int
    {
        var (line, column) = (line, column)
        if let parent = stack.indices.last {
            // A block begins below its key, which is where one looks for it.
            let key = stack[parent].key
            if kind == .mapping || kind == .sequence, let key, nodes[key].line < line {
                (line, column) = (nodes[key].line, nodes[key].column)
            }
            if nodes[stack[parent].index].kind == .mapping { stack[parent].key = key == nil ? nodes.count : nil }
        } else {
            roots.append(nodes.count)
        }
        if let anchor { anchors[anchor] = nodes.count }
        nodes.append(YAMLNode(kind: kind, text: text, isQuoted: isQuoted, line: line, column: column, end: nodes.count + 1))
        return nodes.count - 1
    }

    /// Notes the keys that the mapping at `index` has twice.
    ///
    /// Nearly all mappings have a handful of keys: those are held against each other, which needs no memory.
    private mutating func noteDuplicates(in index: Int) {
        let keys = YAMLPairs(nodes: nodes, at: index + 1, end: nodes.count).lazy.map(\.key)
            .filter { [nodes] in nodes[$0].kind == .scalar && nodes[$0].text != "<<" }
        var few: [Int] = []
        var many: Set<[UInt8]> = []
        for key in keys {
            if few.count < 12 {
                if few.contains(where: { nodes[$0].text.isBytewiseEqual(to: nodes[key].text) }) {
                    duplicates.append((nodes[key].text, nodes[key].line))
                } else {
                    few.append(key)
                }
                continue
            }
            if many.isEmpty { many = Set(few.map { Array(nodes[$0].text.utf8) }) }
            if !many.insert(Array(nodes[key].text.utf8)).inserted { duplicates.append((nodes[key].text, nodes[key].line)) }
        }
    }

    private static func name(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        guard let anchor = unsafe anchor else { return nil }
        var bytes: [UInt8] = []
        var at = 0
        while unsafe anchor[at] != 0 {
            bytes.append(unsafe anchor[at])
            at += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
