#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file that this process runs from, to start it again as its own layout process.
enum Executable {
    /// The path of the executable; what the shell was given where the system does not tell.
    static var path: String {
        #if os(Linux)
            var buffer = [CChar](repeating: 0, count: 4096)
            let capacity = buffer.count - 1
            let length = unsafe readlink("/proc/self/exe", &buffer, capacity)
            if length > 0 { return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
        #else
            var size = UInt32(4096)
            var buffer = [CChar](repeating: 0, count: 4096)
            if unsafe _NSGetExecutablePath(&buffer, &size) == 0 {
                return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        #endif
        return CommandLine.arguments.first ?? "chokepoint"
    }
}
