#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where an answer goes: standard output, or a file that is written whole or not at all.
enum Output {
    /// Writes `bytes` to standard output; a reader that has gone away is no failure.
    static func write(_ bytes: [UInt8]) throws(CommandError) {
        guard send(bytes, to: 1) || errno == EPIPE else { throw .unwritable(path: "-", reason: "error \(errno)") }
    }

    /// Writes `text` to standard output.
    static func write(_ text: String) throws(CommandError) { try write(Array(text.utf8)) }

    /// Writes `bytes` to `path` through a temporary file beside it, renamed at the end.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
        if path == "-" { return try write(bytes) }
        let temporary = "\(path).\(getpid()).partial"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason(errno)) }
        let isSent = send(bytes, to: descriptor)
        let sendError = errno
        let isClosed = close(descriptor) == 0
        guard isSent, isClosed, unsafe rename(temporary, path) == 0 else {
            let number = isSent ? errno : sendError
            unsafe unlink(temporary)
            throw .unwritable(path: path, reason: reason(number))
        }
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                guard let start = buffer.baseAddress else { return true }
                let got = unsafe writeBytes(descriptor, start + sent, buffer.count - sent)
                if got < 0, errno == EINTR { continue }
                if got <= 0 { return false }
                sent += got
            }
            return true
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
