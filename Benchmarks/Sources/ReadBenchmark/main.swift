// Reads each file given from bytes to evidence, again and again, and tells the best speed and the peak of memory.
// One line a file: path, reader, bytes, megabytes a second, records, relationships, peak of memory in bytes.
import Extraction
import SupplyChain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The most memory that the process has held, in bytes; 0 where the system does not say.
func peakOfMemory() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return (Int(line.filter(\.isNumber)) ?? 0) * 1024
}

var arguments = CommandLine.arguments.dropFirst()
var seconds = 2.0
if arguments.first == "--once" {
    seconds = 0
    arguments = arguments.dropFirst()
}
let clock = ContinuousClock()
for path in arguments {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped))
    let document = SourceDocument(path: path, bytes: bytes, digest: "sha256:0")
    guard let reader = Extractors.reader(of: document) else {
        print("\(path)\tno reader")
        continue
    }
    var best = Duration.seconds(1_000_000)
    var total = Duration.zero
    var counts = (records: 0, relationships: 0)
    repeat {
        var extract: Extract?
        let duration = try clock.measure { extract = try reader.extract(from: document) }
        counts = (extract?.records.count ?? 0, extract?.relationships.count ?? 0)
        best = min(best, duration)
        total += duration
    } while total < .seconds(seconds)
    let speed = Double(bytes.count) / 1e6 / (Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds))
    print("\(path)\t\(reader.reader)\t\(bytes.count)\t\(speed)\t\(counts.records)\t\(counts.relationships)\t\(peakOfMemory())")
}
