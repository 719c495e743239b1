#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder walked by raw names, one descriptor at a time, however deep it is; no link is followed and nothing but regular files is opened.
///
/// Names are visited in the order of their bytes. Going up goes through `..` and is checked against the folder that was left, so a tree that is moved
/// about while it is walked cannot lead the walk astray.
struct FileTree: ~Copyable {
    /// What stands under a name.
    enum Kind { case file, folder, linkInside, linkOutside, special }

    /// What the visitor wants to happen with a folder.
    enum Descent { case enter, skip }

    /// One entry, valid during the visit.
    struct Entry {
        /// The raw names from the root to here.
        let path: [[UInt8]]
        /// What it is.
        let kind: Kind
        /// The open folder that holds it.
        let folder: Int32

        /// The path for people; bytes that are not UTF-8 show as U+FFFD.
        var text: String { path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/") }
    }

    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t
    }

    private struct Frame {
        let identity: Identity
        var folders: [[UInt8]]
    }

    private let root: Int32

    /// The folder at `path`, or the error number.
    init?(path: String) {
        root = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { return nil }
    }

    deinit { if root >= 0 { close(root) } }

    /// Visits every entry once.
    ///
    /// `visit` is called for a folder's entries by name, files first; a folder is entered where it answers `.enter`.
    ///
    /// - Parameter limit: How many entries are visited at most.
    /// - Returns: The paths of folders that could not be read, and whether the limit was reached.
    borrowing func walk(limit: Int, visit: (Entry) -> Descent) -> (unreadable: [String], hitLimit: Bool) {
        var unreadable: [String] = []
        var current = unsafe openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        var path: [[UInt8]] = []
        var frames: [Frame] = []
        var left = limit
        guard current >= 0, let first = list(current, path, &left, visit) else { return (["."], false) }
        frames.append(first)
        defer { if current >= 0 { close(current) } }
        while var frame = frames.popLast() {
            guard let name = frame.folders.popLast() else {
                guard !frames.isEmpty else { break }
                path.removeLast()
                let parent = unsafe openat(current, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                close(current)
                current = parent
                guard let above = frames.last, parent >= 0, identity(of: parent) == above.identity else {
                    unreadable.append(text(of: path))
                    break
                }
                continue
            }
            frames.append(frame)
            path.append(name)
            let child = openat(current, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard child >= 0, let next = list(child, path, &left, visit) else {
                if child >= 0 { close(child) }
                unreadable.append(text(of: path))
                path.removeLast()
                continue
            }
            close(current)
            current = child
            frames.append(next)
        }
        return (unreadable, left <= 0)
    }

    private borrowing func list(_ folder: Int32, _ path: [[UInt8]], _ left: inout Int, _ visit: (Entry) -> Descent) -> Frame? {
        guard let identity = identity(of: folder), let names = names(in: folder) else { return nil }
        var folders: [[UInt8]] = []
        var later: [[UInt8]] = []
        for name in names {
            guard left > 0 else { break }
            left -= 1
            let kind = kind(of: name, in: folder, depth: path.count)
            if kind == .folder { later.append(name) } else { _ = visit(Entry(path: path + [name], kind: kind, folder: folder)) }
        }
        for name in later where visit(Entry(path: path + [name], kind: .folder, folder: folder)) == .enter { folders.append(name) }
        return Frame(identity: identity, folders: folders.reversed())
    }

    private borrowing func names(in folder: Int32) -> [[UInt8]]? {
        let copy = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return nil }
        guard let stream = unsafe fdopendir(copy) else {
            close(copy)
            return nil
        }
        defer { unsafe closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in unsafe Array(raw.prefix { $0 != 0 }) }
            if name != [46], name != [46, 46] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private borrowing func kind(of name: [UInt8], in folder: Int32, depth: Int) -> Kind {
        var status = stat()
        let result = unsafe withRawName(name) { unsafe fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
        guard result == 0 else { return .special }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return leadsOut(name, in: folder, depth: depth) ? .linkOutside : .linkInside
        default: return .special
        }
    }

    /// Whether the text of a link leaves the root; the link itself is never followed.
    private borrowing func leadsOut(_ name: [UInt8], in folder: Int32, depth: Int) -> Bool {
        var target = [CChar](repeating: 0, count: 4096)
        let capacity = target.count
        let length = unsafe withRawName(name) { unsafe readlinkat(folder, $0, &target, capacity) }
        guard length > 0 else { return true }
        let bytes = target.prefix(length).map { UInt8(bitPattern: $0) }
        if bytes.first == UInt8(ascii: "/") { return true }
        var level = depth
        for part in bytes.split(separator: UInt8(ascii: "/")) where part != [46] {
            level += part == [46, 46] ? -1 : 1
            if level < 0 { return true }
        }
        return false
    }

    private borrowing func identity(of folder: Int32) -> Identity? {
        var status = stat()
        guard unsafe fstat(folder, &status) == 0 else { return nil }
        return Identity(device: status.st_dev, inode: status.st_ino)
    }

    private borrowing func text(of path: [[UInt8]]) -> String { path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/") }
}

/// `openat` for a raw name.
private func openat(_ folder: Int32, _ name: [UInt8], _ flags: Int32) -> Int32 {
    unsafe withRawName(name) { unsafe openat(folder, $0, flags) }
}

/// Calls `body` with `name` as a C string; the raw bytes of a directory entry never hold a zero.
private func withRawName<Value>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Value) -> Value {
    unsafe (name + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { preconditionFailure("a terminated name is never empty") }
        return unsafe body(start)
    }
}

/// A regular file open for reading.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    /// The size when it was opened.
    let size: Int

    /// Opens the entry, or gives the error number; never waits, never follows a link, never opens anything but a regular file.
    static func open(_ entry: FileTree.Entry) -> Result {
        guard let name = entry.path.last else { return .failure(ENOENT) }
        return opened(openat(entry.folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    }

    /// Opens a file that was named on the command line; here a link is followed, since somebody asked for it.
    static func open(path: String) -> Result {
        opened(Self.posixOpen(path))
    }

    /// An open file or an error number.
    enum Result: ~Copyable {
        case success(OpenFile)
        case failure(Int32)
    }

    private static func posixOpen(_ path: String) -> Int32 {
        #if canImport(Glibc)
            unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        #else
            unsafe Darwin.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        #endif
    }

    private static func opened(_ descriptor: Int32) -> Result {
        guard descriptor >= 0 else { return .failure(errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let size = Int(exactly: status.st_size) else {
            close(descriptor)
            return .failure(EINVAL)
        }
        return .success(OpenFile(descriptor: descriptor, size: size))
    }

    private init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// The first `count` bytes, or fewer where the file is shorter; `nil` on a read error.
    borrowing func prefix(_ count: Int) -> [UInt8]? { piece(at: 0, count: count) }

    /// `count` bytes from `start`, or fewer where the file is shorter; `nil` on a read error.
    borrowing func piece(at start: Int, count: Int) -> [UInt8]? {
        let wanted = max(0, min(count, size - start))
        let from = start
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                guard let start = buffer.baseAddress else { break }
                let got = unsafe pread(descriptor, start + filled, wanted - filled, off_t(from + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { break }
                filled += got
            }
        }
        return failed ? nil : bytes
    }
}
