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

    /// Writes whatever `body` sends, in order.
    ///
    /// A file comes about beside `path`, or beside what a link there leads to, and is renamed at the end. A device or a pipe is written to as
    /// it stands: a file in its place would take it away from everybody.
    static func write(to path: String, _ body: (Stream) -> Void) throws(CommandError) {
        if path == "-" || path == "/dev/stdout" { return try send(to: 1, called: "-", body) }
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason(errno)) }
            defer { close(descriptor) }
            return try send(to: descriptor, called: path, body)
        }
        try replace(exists ? resolved(path) : path, called: path, body)
    }

    /// A reader that has gone away is no failure.
    private static func send(to descriptor: Int32, called path: String, _ body: (Stream) -> Void) throws(CommandError) {
        let stream = Stream(to: descriptor)
        body(stream)
        if let error = stream.error, error != EPIPE { throw .unwritable(path: path, reason: reason(error)) }
    }

    private static func replace(_ file: String, called path: String, _ body: (Stream) -> Void) throws(CommandError) {
        let temporary = "\(file).\(getpid()).partial"
        // One of the same name was left behind by a process of this number that is no more.
        unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason(errno)) }
        let stream = Stream(to: descriptor)
        body(stream)
        let isClosed = close(descriptor) == 0
        guard stream.error == nil, isClosed, unsafe rename(temporary, file) == 0 else {
            let number = stream.error ?? errno
            unsafe unlink(temporary)
            throw .unwritable(path: path, reason: reason(number))
        }
    }

    /// Where a path leads to; itself where the system does not say.
    private static func resolved(_ path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
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
                    if got > 0 { sent += got } else { error = got < 0 ? errno : EIO }
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
