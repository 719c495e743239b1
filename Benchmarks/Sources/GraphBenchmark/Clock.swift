#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The CPU seconds that this process has used, on all threads.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The least CPU seconds of so many runs, and what the last one gave.
func best<Result>(of runs: Int, _ body: () -> Result) -> (seconds: Double, result: Result) {
    var began = cpuSeconds()
    var result = body()
    var least = cpuSeconds() - began
    for _ in 1..<max(1, runs) {
        began = cpuSeconds()
        result = body()
        least = min(least, cpuSeconds() - began)
    }
    return (least, result)
}

/// The memory that the process holds (`VmRSS`) or has held at most (`VmHWM`), in bytes; 0 where the system does not say.
func memory(_ field: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix(field) { return (Int(text.filter(\.isNumber)) ?? 0) * 1024 }
    }
    return 0
}
