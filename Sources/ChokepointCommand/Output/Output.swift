#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where an answer goes: standard output, or a file that is written whole or not at all.
enum Output {
    /// Writes `bytes` to standard output; a reader that has gone away is no failure.
    static func write(_ bytes: [UInt8]) throws(CommandError) { try write(bytes, to: "-") }

    /// Writes `text` to standard output.
    static func write(_ text: String) throws(CommandError) { try write(Array(text.utf8)) }

    /// Writes `bytes` to `path`, or to standard output for `-`.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandError) { try write(to: path) { $0.send(bytes) } }

    /// Writes whatever `body` sends, in order: to standard output for `-`, else through a temporary file beside `path`, renamed at the end.
    static func write(to path: String, _ body: (Stream) -> Void) throws(CommandError) {
        if path == "-" {
            let stream = Stream(to: 1)
            body(stream)
            guard stream.error == nil || stream.error == EPIPE else { throw .unwritable(path: "-", reason: "error \(stream.error ?? 0)") }
            return
        }
        let temporary = "\(path).\(getpid()).partial"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason(errno)) }
        let stream = Stream(to: descriptor)
        body(stream)
        let isClosed = close(descriptor) == 0
        guard stream.error == nil, isClosed, unsafe rename(temporary, path) == 0 else {
            let number = stream.error ?? errno
            unsafe unlink(temporary)
            throw .unwritable(path: path, reason: reason(number))
        }
    }

    /// An open file that bytes are sent to until one cannot be.
    final class Stream {
        private let descriptor: Int32
        /// Why something could not be sent; nothing is tried after it.
        private(set) var error: Int32?

        fileprivate init(to descriptor: Int32) { self.descriptor = descriptor }

        func send(_ bytes: [UInt8]) {
            unsafe bytes.withUnsafeBytes { buffer in
                var sent = 0
                while error == nil, sent < buffer.count {
                    guard let start = buffer.baseAddress else { return }
                    let got = unsafe writeBytes(descriptor, start + sent, buffer.count - sent)
                    if got < 0, errno == EINTR { continue }
                    if got <= 0 { error = errno } else { sent += got }
                }
            }
        }
    }

    private static func reason(_ number: Int32) -> String {
        switch number {
        case EACCES, EPERM, EROFS: "permission"
        case ENOENT: "no such folder"
        case ENOSPC: "no space left"
        case EISDIR: "is a folder"
        default: "error \(number)"
        }
    }
}
