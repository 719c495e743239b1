internal import Reporting
internal import Resilience
internal import Scanning

/// The one input of a question, where that is a file in the plain form: nodes, groups and events, and nothing of the world.
///
/// Such a question needs no Catalog and no merging: it is answered from the file alone.
enum PlainInput {
    /// The system that the inputs are, or `nil` where they are anything else.
    static func system(_ options: InputOptions) throws(CommandError) -> PlainSystem? {
        guard options.inputs.count == 1, options.inputs[0] != "-", let bytes = bytes(of: options.inputs[0], limits: options.limits) else {
            return nil
        }
        let document: JSONDocument
        // What is no JSON, or other JSON, is for the readers of inputs to judge.
        do throws(JSONError) { document = try JSONDocument(parsing: bytes) } catch { return nil }
        guard PlainSystem.isPlainForm(document.root) else { return nil }
        do throws(PlainFormError) {
            return try PlainSystem(reading: document.root)
        } catch {
            throw .malformedPlainForm(path: options.inputs[0], place: error.place, expected: error.expected)
        }
    }

    /// The bytes of a file whose beginning is that of an object with `nodes` or `groups` near it.
    private static func bytes(of path: String, limits: Limits) -> [UInt8]? {
        guard let input = try? InputPath.distinct([path]).first, !input.isFolder else { return nil }
        switch OpenFile.open(path: input.path) {
        case .failure: return nil
        case .success(let file):
            guard file.size <= limits.file, let head = file.prefix(4096) else { return nil }
            let start = head.first { !($0 == 0x20 || (0x09...0x0D).contains($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF) }
            guard start == UInt8(ascii: "{") else { return nil }
            let text = String(decoding: head, as: UTF8.self)
            guard ["\"nodes\"", "\"groups\"", "\"events\""].contains(where: text.contains), !text.contains("chokepoint.graph/") else {
                return nil
            }
            return head.count == file.size ? head : file.prefix(file.size)
        }
    }
}
