// Texts with what is inside them, and patterns.
extension SourceLexer {
    /// A text whose opener stands at `offset`, its prefix from `prefix`.
    mutating func text(at offset: Int, prefix: Int, raw: Int = 0) -> Bool {
        guard rules.opens[Int(bytes[offset])] else { return false }
        guard let form = rules.texts.firstIndex(where: { starts($0.opener, at: offset) }) else { return false }
        let isFormatted = bytes[prefix..<offset].contains { $0 | 0x20 == UInt8(ascii: "f") } && !rules.textPrefixes.isEmpty
        at = offset + rules.texts[form].opener.count
        content(of: form, raw: raw, isFormatted: isFormatted, continued: false)
        return true
    }

    /// `#"…"#`, with as many marks as there are.
    mutating func raw(_ byte: UInt8) -> Bool {
        guard rules.rawMark != 0, byte == rules.rawMark else { return false }
        var offset = at
        while offset < bytes.count, bytes[offset] == rules.rawMark { offset += 1 }
        let count = offset - at
        guard offset < bytes.count, rules.opens[Int(bytes[offset])] else {
            // Marks without a text behind them are not looked at one by one again.
            for mark in at..<offset { add(.mark, mark, mark + 1) }
            at = offset
            return true
        }
        return text(at: offset, prefix: offset, raw: count)
    }

    /// The content of a text from here to its end, or to the next expression in it.
    mutating func content(of index: Int, raw: Int, isFormatted: Bool, continued: Bool) {
        let form = rules.texts[index]
        let interpolation = isFormatted ? [UInt8(ascii: "{")] : form.interpolation
        let start = at
        let (began, wasFirst) = (line, isFirst)
        func piece(_ end: Int, interrupted: Bool) -> SourceToken {
            SourceToken(
                kind: .text, isFirstOnLine: wasFirst, isInterrupted: interrupted, isContinued: continued, line: began,
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
        }
        isFirst = false
        while at < bytes.count {
            let byte = bytes[at]
            if kind(byte) == .newline {
                guard form.spansLines else {
                    tokens.append(piece(at, interrupted: false))
                    return
                }
                if byte == 0x0A || at + 1 >= bytes.count || bytes[at + 1] != 0x0A { line += 1 }
                at += 1
            } else if byte == form.closer[0], starts(form.closer, at: at), hasMarks(raw, at: at + form.closer.count) {
                tokens.append(piece(at, interrupted: false))
                at += form.closer.count + raw
                return
            } else if let opened = expression(interpolation, raw) {
                if isFormatted, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "{") {
                    at += 2
                    continue
                }
                guard frames.count < Self.mostFrames else {
                    isTooDeep = true
                    at += opened
                    continue
                }
                tokens.append(piece(at, interrupted: true))
                at += opened
                let closer = interpolation.last == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
                frames.append(Frame(form: index, raw: raw, isFormatted: isFormatted, closer: closer))
                return
            } else if byte == UInt8(ascii: "\\"), form.escapes, raw == 0 {
                at += at + 1 < bytes.count && kind(bytes[at + 1]) == .newline ? 1 : 2
                // An escaped end of line continues the text on the next one.
                if at < bytes.count, kind(bytes[at]) == .newline, bytes[at - 1] == UInt8(ascii: "\\") {
                    let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
                    at += isPair ? 2 : 1
                    line += 1
                }
            } else {
                at += 1
            }
        }
        at = min(at, bytes.count)
        tokens.append(piece(at, interrupted: false))
        if form.spansLines, openLine == nil { openLine = Int(began) }
    }

    /// How many bytes the beginning of an expression has that stands here; with raw marks, `\##(` for `\(`.
    private func expression(_ interpolation: [UInt8], _ raw: Int) -> Int? {
        guard let first = interpolation.first, bytes[at] == first else { return nil }
        guard raw > 0 else { return starts(interpolation, at: at) ? interpolation.count : nil }
        guard first == UInt8(ascii: "\\"), hasMarks(raw, at: at + 1), at + 1 + raw < bytes.count,
            bytes[at + 1 + raw] == UInt8(ascii: "(")
        else { return nil }
        return raw + 2
    }

    private func hasMarks(_ count: Int, at offset: Int) -> Bool {
        guard count > 0 else { return true }
        guard offset + count <= bytes.count else { return false }
        for index in offset..<(offset + count) where bytes[index] != rules.rawMark { return false }
        return true
    }

    // MARK: Patterns

    /// `/…/` where a value is expected; it ends on its line or is none.
    mutating func pattern(_ byte: UInt8) -> Bool {
        guard rules.hasPatterns, byte == UInt8(ascii: "/"), at >= noPatternBefore, expectsValue else { return false }
        var offset = at + 1
        var isInClass = false
        while offset < bytes.count, kind(bytes[offset]) != .newline {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                at = offset + 1
                while at < bytes.count, kind(bytes[at]) == .letter { at += 1 }
                isFirst = false
                return true
            default: break
            }
            offset += 1
        }
        noPatternBefore = offset
        return false
    }

    private var expectsValue: Bool {
        guard let last = tokens.last else { return true }
        switch last.kind {
        case .number, .text: return false
        // Behind `<` it ends an element of a page.
        case .mark: return !Self.noValueBehind.contains(bytes[Int(last.start)])
        case .word:
            let word = bytes[Int(last.start)..<Int(last.end)]
            return Self.beforeValues.contains { word.elementsEqual($0) }
        }
    }

    private static let noValueBehind: Set<UInt8> = [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "<")]
    private static let beforeValues: [[UInt8]] = [
        "return", "typeof", "case", "in", "of", "delete", "void", "throw", "else", "do", "yield", "await",
    ]
    .map { Array($0.utf8) }
}
