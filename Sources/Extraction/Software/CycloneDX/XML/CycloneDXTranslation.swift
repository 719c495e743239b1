internal import Scanning

/// Reads the XML form of CycloneDX into the tape of its JSON form, so that one walk reads both and equal documents give equal evidence.
///
/// The two forms hold the same words. What differs: lists are elements of their own, attributes are members, a dependency holds those it needs, and
/// licences and references have other wrappings (`CycloneDXVocabulary`). Elements of other namespaces are extensions, and are not read.
struct CycloneDXTranslation {
    /// An element that is open.
    private struct Frame {
        let shape: CycloneDXVocabulary.Shape
        /// Whether its object or array has begun; an element without attributes waits for its first child.
        var hasBegun: Bool
        let offset: Int
        let name: Range<Int>
        /// How many containers end with it.
        var containers: Int
        /// The first piece of its text.
        var text: XMLText?
        /// The name of the children that the array open in it takes.
        var repeated: Range<Int>?
    }

    /// Keys that the XML form does not write.
    private struct Names {
        let specVersion, content, value, ref, dependsOn, provides, expression: JSONBuilder.Name
    }

    private var xml: XMLTokenizer
    private var json: JSONBuilder
    private var frames: [Frame] = []
    /// Texts in more than one piece, with the number of elements that are open where they stand: next to none are.
    private var joined: [(depth: Int, text: ElementText)] = []
    private var dependencies = CycloneDXDependencies()
    private let vocabulary = CycloneDXVocabulary()
    private let names: Names
    private var isOurs: [Bool] = []

    private init(_ bytes: [UInt8], depth: Int) throws(XMLError) {
        xml = try XMLTokenizer(bytes, limits: XMLLimits(depth: depth))
        json = JSONBuilder(over: bytes)
        names = Names(
            specVersion: json.keep("specVersion"), content: json.keep("content"), value: json.keep("value"), ref: json.keep("ref"),
            dependsOn: json.keep("dependsOn"), provides: json.keep("provides"), expression: json.keep("expression"))
    }

    /// The BOM in `bytes` as JSON says it, and where text behind it begins.
    static func document(of bytes: [UInt8], depth: Int) throws(XMLError) -> (json: JSONDocument, trailingOffset: Int?) {
        var translation = try CycloneDXTranslation(bytes, depth: depth)
        while true {
            switch try translation.xml.next() {
            case .start: try translation.start()
            case .end: translation.end()
            case .text: translation.text()
            case .finished: return (translation.json.document(), translation.xml.trailingOffset)
            }
        }
    }

    private mutating func start() throws(XMLError) {
        let name = xml.name.local
        guard let last = frames.indices.last else { return root() }
        let parent = (shape: frames[last].shape, name: frames[last].name)
        guard parent.shape != .nothing, isRead(xml.name.namespace) else { return skip() }
        switch parent.shape {
        case .dependencies:
            guard equals(name, "dependency") || equals(name, "provides") else { return skip() }
            dependencies.start(xml)
            return push(.dependencies, begun: true, containers: 0)
        case .references:
            if let reference = attribute("ref") { string(reference) } else { json.null(at: xml.offset) }
            return push(.nothing, begun: true, containers: 0)
        default: break
        }
        var shape = shape(of: name, under: parent.name)
        if shape == .nothing { return skip() }
        if parent.shape == .choices, equals(name, "expression-detailed") { return detailedExpression() }
        beginParent()
        var containers = 0
        let isWrapped = parent.shape == .choices || (parent.shape == .list && equals(name, "ref"))
        if isWrapped {
            json.beginObject(at: xml.offset)
            json.key(name)
            containers += 1
        } else if parent.shape == .object {
            memberKey(name)
        }
        if shape == .dependencies, frames.count != 1 { shape = .references }
        switch shape {
        case .list, .choices, .references, .dependencies:
            json.beginArray(at: xml.offset)
            push(shape, begun: true, containers: containers + 1)
        default:
            // An expression is text whatever attributes it has.
            let isObject = !xml.attributes.isEmpty && !(parent.shape == .choices && equals(name, "expression"))
            if isObject { beginObject() }
            push(.object, begun: isObject, containers: containers + (isObject ? 1 : 0))
        }
    }

    /// A licence expression whose details hold what is not read; JSON has both side by side.
    private mutating func detailedExpression() {
        json.beginObject(at: xml.offset)
        if let expression = attribute("expression") {
            json.key(names.expression)
            string(expression)
        }
        json.end()
        skip()
    }

    private mutating func root() {
        let namespace = xml.namespace(xml.name.namespace)
        json.beginObject(at: xml.offset)
        json.key(names.specVersion)
        let marks = Array("/schema/bom/".utf8)
        let start = namespace.indices.first { namespace[$0...].starts(with: marks) }
        json.string(supplied: start.map { namespace[($0 + marks.count)...] } ?? namespace[...])
        attributes()
        push(equals(xml.name.local, "bom") ? .object : .nothing, begun: true, containers: 1)
    }

    /// What the children become: as the vocabulary says, but for words that mean two things.
    private func shape(of name: Range<Int>, under parent: Range<Int>) -> CycloneDXVocabulary.Shape {
        if equals(name, "data") {
            // Of a component a list of data, each an element `data`; of a service flows, which are not read.
            return equals(parent, "service") ? .nothing : .object
        }
        return vocabulary.shape(of: xml.bytes.span.extracting(name))
    }

    /// A member's key, or nothing where it is one more of an array that is open: `identity` and `data` are lists without an element of their own.
    private mutating func memberKey(_ name: Range<Int>) {
        let last = frames.count - 1
        if let open = frames[last].repeated {
            if xml.bytes[open] == xml.bytes[name] { return }
            json.end()
            frames[last].repeated = nil
        }
        json.key(name)
        if equals(name, "identity") || (equals(name, "data") && equals(frames[last].name, "component")) {
            json.beginArray(at: xml.offset)
            frames[last].repeated = name
        }
    }

    /// Begins the object of the parent, which turns out to have children.
    private mutating func beginParent() {
        let last = frames.count - 1
        guard !frames[last].hasBegun else { return }
        json.beginObject(at: frames[last].offset)
        frames[last].hasBegun = true
        frames[last].containers += 1
    }

    private mutating func end() {
        guard let frame = frames.popLast() else { return }
        let text = joined.last?.depth == frames.count + 1 ? joined.removeLast().text : frame.text.map { ElementText($0) } ?? ElementText()
        if frame.shape == .dependencies, frames.last?.shape == .dependencies {
            if dependencies.end() { emitDependencies() }
            return
        }
        if frame.repeated != nil { json.end() }
        if frame.shape == .object {
            if !frame.hasBegun {
                string(text.whole(in: xml))
            } else if !text.isEmpty {
                json.key(equals(frame.name, "property") ? names.value : names.content)
                string(text.whole(in: xml))
            }
        }
        for _ in 0..<frame.containers { json.end() }
    }

    private mutating func text() {
        guard let last = frames.indices.last, frames[last].shape == .object else { return }
        guard let first = frames[last].text else { return frames[last].text = xml.text }
        if joined.last?.depth != frames.count { joined.append((frames.count, ElementText(first))) }
        joined[joined.count - 1].text.append(xml.text, of: xml)
    }

    private mutating func skip() { push(.nothing, begun: true, containers: 0) }

    private mutating func push(_ shape: CycloneDXVocabulary.Shape, begun: Bool, containers: Int) {
        frames.append(
            Frame(shape: shape, hasBegun: begun, offset: xml.offset, name: xml.name.local, containers: containers))
    }

    private mutating func beginObject() {
        json.beginObject(at: xml.offset)
        attributes()
    }

    private mutating func attributes() {
        for attribute in xml.attributes where attribute.name.namespace == 0 {
            json.key(attribute.name.local)
            string(ElementText(attribute.value).whole(in: xml, trimmed: false))
        }
    }

    private mutating func string(_ text: ElementText.Whole) {
        switch text {
        case .range(let range): json.string(range)
        case .bytes(let bytes): json.string(supplied: bytes[...])
        }
    }

    private mutating func emitDependencies() {
        for entry in dependencies.taken() {
            json.beginObject(at: entry.offset)
            if let reference = entry.reference {
                json.key(names.ref)
                string(reference)
            }
            for (key, targets) in [(names.dependsOn, entry.needs), (names.provides, entry.provides)] where !targets.isEmpty {
                json.key(key)
                json.beginArray(at: entry.offset)
                for target in targets {
                    if let target { string(target) } else { json.null(at: entry.offset) }
                }
                json.end()
            }
            json.end()
        }
    }

    private func attribute(_ name: StaticString) -> ElementText.Whole? {
        for attribute in xml.attributes where attribute.name.namespace == 0 && equals(attribute.name.local, name) {
            return ElementText(attribute.value).whole(in: xml, trimmed: false)
        }
        return nil
    }

    private func equals(_ range: Range<Int>, _ text: StaticString) -> Bool { xml.bytes.span.extracting(range).isEqual(to: text) }

    /// Whether a namespace is CycloneDX's, that of its older extension for dependencies among them.
    private mutating func isRead(_ namespace: Int) -> Bool {
        while isOurs.count <= namespace {
            let name = xml.namespace(isOurs.count)
            isOurs.append(
                ByteSearch.contains(name[...], "cyclonedx.org/schema/bom/")
                    || ByteSearch.contains(name[...], "/schema/ext/dependency-graph/"))
        }
        return isOurs[namespace]
    }
}
