/// The walk behind every pattern with runs: `*` over bytes, `**` over names of folders.
///
/// Two pointers and one point to come back to. Only the last run is ever tried again: had an earlier one taken more, the last could take that much less.
/// No recursion; O(pattern × elements).
enum WildcardWalk {
    /// Whether the whole of `elements` elements matches the whole of a pattern.
    ///
    /// - Parameters:
    ///   - pattern: How many places the pattern has.
    ///   - elements: How many elements must be taken.
    ///   - isRun: Whether the pattern has a run at a place.
    ///   - step: The place behind the one that takes the element at an offset, `nil` where it does not take it; only asked of places that are no runs.
    static func matches(pattern: Int, elements: Int, isRun: (_ place: Int) -> Bool, step: (_ place: Int, _ offset: Int) -> Int?) -> Bool {
        var place = 0
        var offset = 0
        var comeBack: (place: Int, offset: Int)?
        while offset < elements {
            if place < pattern, isRun(place) {
                place += 1
                if place == pattern { return true }
                comeBack = (place, offset)
            } else if place < pattern, let next = step(place, offset) {
                place = next
                offset += 1
            } else if let point = comeBack {
                place = point.place
                offset = point.offset + 1
                comeBack = (place, offset)
            } else {
                return false
            }
        }
        return (place..<pattern).allSatisfy(isRun)
    }
}
