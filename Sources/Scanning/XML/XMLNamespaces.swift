/// The namespaces of a document: which prefix means what, element by element.
struct XMLNamespaces {
    private struct Binding {
        let prefix: Range<Int>
        let namespace: Int
    }

    /// The names, each once; the first is that of names without one.
    private(set) var names: [[UInt8]] = [[], Array("http://www.w3.org/XML/1998/namespace".utf8)]
    private var bindings: [Binding] = []
    /// What a name without a prefix belongs to.
    private(set) var unprefixed = 0

    /// How many bindings hold now.
    var count: Int { bindings.count }

    /// Lets `prefix`, empty for names without one, mean `name` from here on.
    mutating func bind(_ prefix: Range<Int>, to name: [UInt8]) {
        let namespace = names.firstIndex(of: name) ?? names.count
        if namespace == names.count { names.append(name) }
        bindings.append(Binding(prefix: prefix, namespace: namespace))
        if prefix.isEmpty { unprefixed = namespace }
    }

    /// Forgets all bindings but the first `count`.
    mutating func forget(downTo count: Int) {
        guard count < bindings.count else { return }
        bindings.removeLast(bindings.count - count)
        unprefixed = bindings.last { $0.prefix.isEmpty }?.namespace ?? 0
    }

    /// What `prefix` means; `nil` where nobody said.
    func namespace(of prefix: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        if let binding = bindings.last(where: { Self.areEqual($0.prefix, prefix, in: bytes) }) { return binding.namespace }
        let isReserved =
            prefix.count == 3 && bytes[prefix.lowerBound] == 0x78 && bytes[prefix.lowerBound + 1] == 0x6D
            && bytes[prefix.lowerBound + 2] == 0x6C
        return isReserved ? 1 : nil
    }

    static func areEqual(_ left: Range<Int>, _ right: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for step in 0..<left.count where bytes[left.lowerBound + step] != bytes[right.lowerBound + step] { return false }
        return true
    }
}
