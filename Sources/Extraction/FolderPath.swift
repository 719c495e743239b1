/// Paths between folders of one input.
enum FolderPath {
    /// `path` seen from `folder`, without `.` and `..`; `nil` where it is absolute or leads out of the input.
    static func resolve(_ path: String, from folder: [String]) -> String? {
        guard !path.hasPrefix("/"), !path.contains("\\"), !path.contains("://") else { return nil }
        var parts = folder
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(String(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}
