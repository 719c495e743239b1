#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import Synchronization

/// A line on standard error for work that takes more than a second, where standard error is a terminal.
final class Progress: Sendable {
    /// What is counted.
    enum Unit: String { case files }

    private struct State {
        var count = 0
        var started = ContinuousClock.now
        var shown = ContinuousClock.now
        var isVisible = false
    }

    /// A class because readers on both cores count in one place.
    private let state = Mutex(State())
    private let isEnabled: Bool

    /// Progress for people, unless it is quiet or nobody is looking.
    init(isQuiet: Bool) { isEnabled = !isQuiet && isatty(2) == 1 }

    /// Counts, and shows the count at most four times a second after the first second.
    func count(_ number: Int, of unit: Unit) {
        guard isEnabled else { return }
        let line: String? = state.withLock { state in
            state.count += number
            let now = ContinuousClock.now
            guard now - state.started > .seconds(1), now - state.shown > .milliseconds(250) else { return nil }
            state.shown = now
            state.isVisible = true
            return "\r\u{1B}[K\(state.count) \(unit.rawValue)"
        }
        if let line { StandardError.write(line) }
    }

    /// Takes the line away.
    func finish() {
        let wasVisible = state.withLock { state in
            defer { state.isVisible = false }
            return state.isVisible
        }
        if wasVisible { StandardError.write("\r\u{1B}[K") }
    }
}

/// Talk goes here, data never.
enum StandardError {
    /// Writes `text` as it is; escaping is the caller's, through `TerminalText`.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { buffer in
            var sent = 0
            while sent < buffer.count {
                guard let start = buffer.baseAddress else { return }
                let got = unsafe writeBytes(2, start + sent, buffer.count - sent)
                if got <= 0 { return }
                sent += got
            }
        }
    }
}

func writeBytes(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
        unsafe Glibc.write(descriptor, start, count)
    #else
        unsafe Darwin.write(descriptor, start, count)
    #endif
}
