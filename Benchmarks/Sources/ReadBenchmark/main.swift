// Reads each file given from bytes to evidence, again and again, and tells the least CPU seconds and the peak of memory.
// One line a file: path, seconds, reader, bytes, records, relationships, peak of memory in bytes.
//
//     ReadBenchmark [--once | --seconds S] FILE…
import Extraction
import SupplyChain

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The CPU seconds that this process has used: a busy machine does not change them much.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The bytes of a file, held once.
func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    guard size >= 0 else { return nil }
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in count = fread(buffer.baseAddress, 1, size, file) }
}

/// The most memory that the process has held, in bytes; 0 where the system does not say.
func peakOfMemory() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("VmHWM:") { return (Int(text.filter(\.isNumber)) ?? 0) * 1024 }
    }
    return 0
}

var arguments = CommandLine.arguments.dropFirst()
var seconds = 2.0
if arguments.first == "--once" {
    seconds = 0
    arguments = arguments.dropFirst()
} else if arguments.first == "--seconds", let given = arguments.dropFirst().first.flatMap(Double.init) {
    seconds = given
    arguments = arguments.dropFirst(2)
}
for path in arguments {
    guard let bytes = contents(of: path) else {
        print("\(path)\tunreadable")
        continue
    }
    let document = SourceDocument(path: path, bytes: bytes, digest: "sha256:0")
    guard let reader = Extractors.reader(of: document) else {
        print("\(path)\tno reader")
        continue
    }
    var best = Double.infinity
    var total = 0.0
    var counts = (records: 0, relationships: 0)
    repeat {
        let began = cpuSeconds()
        let extract = try reader.extract(from: document)
        let spent = cpuSeconds() - began
        counts = (extract.records.count, extract.relationships.count)
        best = min(best, spent)
        total += spent
    } while total < seconds
    print("\(path)\t\(best)\t\(reader.reader)\t\(bytes.count)\t\(counts.records)\t\(counts.relationships)\t\(peakOfMemory())")
}
