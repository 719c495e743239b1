import Foundation
import Testing

/// A real browser without a window, driven over its debugging pipe; `nil` where none is installed.
///
/// A class because it owns a process.
final class Browser {
    /// What a browser could not do.
    struct Refusal: Error, CustomStringConvertible { let description: String }

    /// The browsers that may be there, in the order of choice.
    static let path: String? = {
        let places = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/Applications/Chromium.app/Contents/MacOS"]
        let names = ["chromium", "chromium-browser", "google-chrome", "Chromium"]
        let found = places.flatMap { place in names.map { place + "/" + $0 } }.first { FileManager.default.isExecutableFile(atPath: $0) }
        if found == nil {
            print("SKIPPED: no Chromium here, so the page was not tried in a browser; `scripts/test` installs it where it can")
        }
        return found
    }()

    private let process = Process()
    private let commands = Pipe()
    private let answers = Pipe()
    private var unread = Data()
    private var number = 0
    private var session: String?
    /// Everything that the browser said unasked.
    private(set) var events: [[String: Any]] = []

    init(at path: String) throws {
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Its debugging pipe is on the descriptors 3 and 4.
        let options = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --remote-debugging-pipe --window-size=1400,860"
        process.arguments = ["-c", "exec \"$0\" \(options) about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1", path]
        process.standardInput = commands
        process.standardOutput = answers
        try process.run()
        let targets = try call("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
        guard let page = targets.first(where: { $0["type"] as? String == "page" })?["targetId"] as? String else {
            throw Refusal(description: "no page")
        }
        session = try call("Target.attachToTarget", ["targetId": page, "flatten": true])["sessionId"] as? String
        for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable") }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    @discardableResult
    func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        commands.fileHandleForWriting.write(try JSONSerialization.data(withJSONObject: message) + Data([0]))
        while true {
            let answer = try next()
            guard answer["id"] as? Int == number else {
                events.append(answer)
                continue
            }
            if let error = answer["error"] { throw Refusal(description: "\(method): \(error)") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    private func next() throws -> [String: Any] {
        while true {
            if let end = unread.firstIndex(of: 0) {
                let message = unread[unread.startIndex..<end]
                unread = Data(unread[(end + 1)...])
                return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Refusal(description: "the browser ended") }
            unread.append(more)
        }
    }

    /// Opens a file and waits until its script has run.
    func open(_ path: String, _ hash: String = "") throws {
        // Another fragment of the same file would not load it anew.
        try call("Page.navigate", ["url": "about:blank"])
        try call("Page.navigate", ["url": URL(fileURLWithPath: path).absoluteString + hash])
        for _ in 0..<400 {
            if try evaluate("location.protocol + document.readyState") as? String == "file:complete" { return }
            usleep(25_000)
        }
        throw Refusal(description: "the page was not ready in ten seconds")
    }

    /// The value of an expression of JavaScript.
    @discardableResult
    func evaluate(_ expression: String) throws -> Any? {
        let answer = try call("Runtime.evaluate", ["expression": expression, "returnByValue": true])
        if let details = answer["exceptionDetails"] { throw Refusal(description: "\(expression): \(details)") }
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// The value that a promise settles to.
    func settled(_ expression: String) throws -> Any? {
        let answer = try call("Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true])
        if let details = answer["exceptionDetails"] { throw Refusal(description: "\(details)") }
        return (answer["result"] as? [String: Any])?["value"]
    }

    func text(_ expression: String) throws -> String { try evaluate(expression) as? String ?? "" }

    func press(_ key: String, text: String? = nil) throws {
        var down: [String: Any] = ["type": "keyDown", "key": key]
        if let text { down["text"] = text }
        try call("Input.dispatchKeyEvent", down)
        try call("Input.dispatchKeyEvent", ["type": "keyUp", "key": key])
    }

    /// Leaves a picture of what stands on the screen beside the results of continuous integration; nowhere else.
    func keepScreenshot(_ name: String) throws {
        guard ProcessInfo.processInfo.environment["CI"] != nil else { return }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("out")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let picture = try call("Page.captureScreenshot")["data"] as? String ?? ""
        try Data(base64Encoded: picture)?.write(to: folder.appendingPathComponent(name + ".png"))
    }

    /// Exceptions, refusals of the policy, and messages on the console, in words.
    var complaints: [String] {
        events.filter { ["Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"].contains($0["method"] as? String) }
            .map { "\($0["params"] ?? "")" }
    }

    /// Addresses asked for that are no file, no data and nothing of the page's own.
    var requests: [String] {
        events.filter { $0["method"] as? String == "Network.requestWillBeSent" }
            .compactMap { (($0["params"] as? [String: Any])?["request"] as? [String: Any])?["url"] as? String }
            .filter { address in !["file:", "about:", "data:", "blob:"].contains { address.hasPrefix($0) } }
    }
}
