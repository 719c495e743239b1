internal import Scanning

/// The blocks of a text in HCL, as far as they are literal: comments, here-documents and templates are known, expressions are passed over.
struct HCLDocument {
    /// A block, or an object that is the value of an attribute.
    struct Block {
        /// The type of the block, or the name of the attribute.
        let type: String
        let labels: [String]
        let line: Int
        /// The block around it.
        let parent: Int?
        /// The values of attributes, by name; the first of equal names.
        var attributes: [String: Value] = [:]
        /// The blocks and objects inside, in order.
        var children: [Int] = []
    }

    /// The value of an attribute.
    struct Value {
        /// The text where the value is one text without templates.
        var literal: String?
        /// The name where the value is `var.name`.
        var variable: String?
        /// The path where the value is nothing but names with dots between them: `aws.frankfurt`.
        var reference: String?
        /// The texts of a list.
        var elements: [String] = []
        let line: Int

        init(line: Int) { self.line = line }

        /// Takes the value for what `path` leads to, if that is a path.
        mutating func refer(to path: String) {
            let names = path.split(separator: ".", omittingEmptySubsequences: false)
            let isPath = names.allSatisfy { name in
                !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            }
            guard isPath else { return }
            reference = path
            if names.count == 2, names[0] == "var" { variable = String(names[1]) }
        }
    }

    private(set) var blocks: [Block] = []
    /// The indices of blocks that stand in no other.
    private(set) var roots: [Int] = []

    private let depth: Int

    /// Reads the text, or tells where it stops being HCL.
    init(parsing bytes: [UInt8], depth: Int = SourceDocument.usualDepth) throws(ExtractionError) {
        self.depth = depth
        if let fault = TextCheck.firstFault(in: bytes) { throw .notUTF8(place: "offset \(fault)") }
        var tokens = HCLTokens(bytes)
        var open: [Int] = []
        while let token = try tokens.next() {
            switch token.kind {
            case .word(let name), .text(let name, isLiteral: true):
                try entry(name, line: token.line, &tokens, &open)
            case .mark(UInt8(ascii: "}")):
                guard open.popLast() != nil else { throw .malformed(reason: "a bracket too many", place: "line \(token.line)") }
            case .mark(UInt8(ascii: "{")):
                // An object in a list.
                try push("", [], line: token.line, &open)
            default: break
            }
        }
        if let last = open.last { throw .malformed(reason: "a block that never ends", place: "line \(blocks[last].line)") }
    }

    /// What follows a name: labels and `{`, or `=` and a value.
    private mutating func entry(_ name: String, line: Int, _ tokens: inout HCLTokens, _ open: inout [Int]) throws(ExtractionError) {
        var labels: [String] = []
        while let token = try tokens.next() {
            switch token.kind {
            case .word(let label), .text(let label, _): labels.append(label)
            case .mark(UInt8(ascii: "{")): return try push(name, labels, line: line, &open)
            case .mark(UInt8(ascii: "=")), .mark(UInt8(ascii: ":")):
                guard labels.isEmpty else { return }
                return try value(of: name, line: line, &tokens, &open)
            case .mark(UInt8(ascii: "}")):
                tokens.putBack(token)
                return
            default: return
            }
        }
    }

    private mutating func push(_ type: String, _ labels: [String], line: Int, _ open: inout [Int]) throws(ExtractionError) {
        guard open.count < depth else { throw .limit(name: "depth", value: "\(depth)") }
        open.append(add(Block(type: type, labels: labels, line: line, parent: open.last)))
    }

    /// Reads a value to its end: a line break or a comma outside of brackets, or what closes the block.
    private mutating func value(of name: String, line: Int, _ tokens: inout HCLTokens, _ open: inout [Int]) throws(ExtractionError) {
        var value = Value(line: line)
        var parts = 0
        var brackets = 0
        var path = ""
        while let token = try tokens.next() {
            switch token.kind {
            case .lineBreak, .mark(UInt8(ascii: ",")):
                if brackets == 0 { return store(value, parts, path, name, open) }
            case .mark(UInt8(ascii: "{")):
                // The object is read as a block; a list that it stands in ends by itself.
                if parts == 0 { return try push(name, [], line: line, &open) }
                brackets += 1
            case .mark(UInt8(ascii: "[")), .mark(UInt8(ascii: "(")):
                if parts > 0, brackets == 0 { parts += 2 }
                brackets += 1
                guard brackets < depth else { throw .limit(name: "depth", value: "\(depth)") }
            case .mark(UInt8(ascii: "]")), .mark(UInt8(ascii: ")")): brackets = max(0, brackets - 1)
            case .mark(UInt8(ascii: "}")):
                if brackets > 0 {
                    brackets -= 1
                } else {
                    tokens.putBack(token)
                    return store(value, parts, path, name, open)
                }
            case .text(let text, let isLiteral):
                if brackets == 0 {
                    value.literal = isLiteral ? text : nil
                    parts += 1
                } else if isLiteral, value.elements.count < 100_000 {
                    value.elements.append(text)
                }
            case .word(let word):
                if brackets == 0 {
                    path += word
                    parts += 1
                }
            case .mark(let mark):
                if brackets == 0 {
                    path += String(UnicodeScalar(mark))
                    if mark != UInt8(ascii: ".") { parts += 2 }
                }
            }
        }
        store(value, parts, path, name, open)
    }

    private mutating func store(_ value: Value, _ parts: Int, _ path: String, _ name: String, _ open: [Int]) {
        guard let block = open.last else { return }
        var value = value
        if parts != 1 { value.literal = nil }
        if value.literal == nil { value.refer(to: path) }
        set(name, value, of: block)
    }

    /// A document without blocks, for other forms of the language to fill.
    init() { depth = SourceDocument.usualDepth }

    /// Adds a block; its index.
    mutating func add(_ block: Block) -> Int {
        if let parent = block.parent { blocks[parent].children.append(blocks.count) } else { roots.append(blocks.count) }
        blocks.append(block)
        return blocks.count - 1
    }

    /// Gives a block an attribute; the first of equal names stays.
    mutating func set(_ name: String, _ value: Value, of block: Int) {
        if blocks[block].attributes[name] == nil { blocks[block].attributes[name] = value }
    }
}
