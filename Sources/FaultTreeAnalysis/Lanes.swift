/// Runs a body for each number below a count, on whatever threads and in whatever order, and returns when all have run.
///
/// Kernels start no threads: whoever asks says how many there are. What a body writes depends on its number alone, so answers do not differ.
public typealias Lanes = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

/// One after another, on the thread that asks.
public func oneLane(_ count: Int, _ body: @Sendable (Int) -> Void) { for number in 0..<count { body(number) } }
