/// What can be told as one JSON document.
public protocol JSONWritable {
    /// Writes the document as the next value.
    func write(to json: inout JSONWriter)
}

extension JSONWritable {
    /// The document as a text, with its final line feed.
    public var json: String {
        var json = JSONWriter()
        write(to: &json)
        return json.text
    }

    /// Hands on the bytes of the document piece by piece while it is written, so that it is never held whole.
    public func sendJSON(to sink: @escaping ([UInt8]) -> Void) {
        var json = JSONWriter(sink: sink)
        write(to: &json)
        json.finish()
    }
}
