/// Operations on families of sets in which none holds another, and from monotone functions to them.
///
/// A. Rauzy, *New algorithms for fault trees analysis*, Reliability Engineering and System Safety 40 (1993), for minimal solutions; *Mathematical foundations
/// of minimal cutsets*, IEEE Transactions on Reliability 50 (2001), for bounded ones.
extension DiagramStorage {
    /// The minimal solutions of a monotone function, those of at most `room` elements; `weights` says how much each level takes of the room.
    mutating func minimal(_ function: UInt32, room: UInt32, weights: UnsafePointer<UInt32>) -> UInt32 {
        var (next, left) = (function, room)
        var height = 0
        var result: UInt32 = 0
        while true {
            descent: while true {
                if next <= 1 {
                    result = next
                    break descent
                }
                let operation = DiagramOperation.bounded(DiagramOperation.minimal, left)
                if let known = self.result(operation, next, 0) {
                    result = known
                    break descent
                }
                let node = nodes[Int(next)]
                push(next, level: node.level, room: left, &height)
                next = node.low
            }
            ascent: while true {
                if height == 0 || isExhausted { return result }
                let frame = stack[height - 1]
                let node = nodes[Int(frame.left)]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    let weight = weights[Int(node.level)]
                    if weight <= frame.room {
                        left = frame.room == DiagramOperation.unbounded ? frame.room : frame.room - weight
                        next = node.high
                        break ascent
                    }
                    hasDropped = hasDropped || weight < DiagramOperation.never
                    result = 0
                }
                let low = stack[height - 1].low
                let high = sparing(result, node.low, base: height)
                result = family(frame.level, low, high)
                remember(DiagramOperation.bounded(DiagramOperation.minimal, frame.room), frame.left, 0, result)
                height -= 1
                left = frame.room
            }
        }
    }

    /// The sets of a family for which a monotone function does not hold.
    mutating func sparing(_ family: UInt32, _ function: UInt32, base: Int) -> UInt32 {
        var (sets, condition) = (family, function)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if condition == 0 || sets == 0 {
                    result = sets
                    break descent
                }
                if condition == 1 {
                    result = 0
                    break descent
                }
                if sets == 1 {
                    // A function that is no constant does not hold of nothing.
                    result = 1
                    break descent
                }
                let node = nodes[Int(sets)]
                while level(condition) < node.level { condition = low(condition) }
                if condition <= 1 { continue descent }
                if let known = self.result(DiagramOperation.sparing, sets, condition) {
                    result = known
                    break descent
                }
                push(sets, condition, level: node.level, &height)
                sets = node.low
                if level(condition) == node.level { condition = low(condition) }
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    sets = nodes[Int(frame.left)].high
                    condition = level(frame.right) == frame.level ? high(frame.right) : frame.right
                    break ascent
                }
                result = self.family(frame.level, frame.low, result)
                remember(DiagramOperation.sparing, frame.left, frame.right, result)
                height -= 1
            }
        }
    }

    /// The sets of `family` that hold none of `others`.
    mutating func without(_ family: UInt32, _ others: UInt32, base: Int) -> UInt32 {
        var (sets, banned) = (family, others)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if banned == 0 || sets == 0 {
                    result = sets
                    break descent
                }
                if banned == 1 || sets == banned {
                    result = 0
                    break descent
                }
                if sets == 1 {
                    result = 1
                    break descent
                }
                let node = nodes[Int(sets)]
                while level(banned) < node.level { banned = low(banned) }
                if banned <= 1 { continue descent }
                if let known = self.result(DiagramOperation.without, sets, banned) {
                    result = known
                    break descent
                }
                push(sets, banned, level: node.level, &height)
                sets = node.low
                if level(banned) == node.level { banned = low(banned) }
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                let isShared = level(frame.right) == frame.level
                switch frame.stage {
                case 0:
                    // High side first against what stands below the same variable, then against the rest.
                    stack[height - 1].low = result
                    stack[height - 1].stage = isShared ? 1 : 2
                    sets = nodes[Int(frame.left)].high
                    banned = isShared ? high(frame.right) : frame.right
                    break ascent
                case 1:
                    stack[height - 1].stage = 2
                    sets = result
                    banned = low(frame.right)
                    break ascent
                default:
                    result = self.family(frame.level, frame.low, result)
                    remember(DiagramOperation.without, frame.left, frame.right, result)
                    height -= 1
                }
            }
        }
    }

    /// The sets of both families, without those that hold another.
    mutating func union(_ left: UInt32, _ right: UInt32, base: Int = 0) -> UInt32 {
        var (first, second) = (left, right)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if first == second || second == 0 {
                    result = first
                    break descent
                }
                if first == 0 {
                    result = second
                    break descent
                }
                if first == 1 || second == 1 {
                    result = 1
                    break descent
                }
                if first > second { swap(&first, &second) }
                if let known = self.result(DiagramOperation.union, first, second) {
                    result = known
                    break descent
                }
                let (one, other) = (nodes[Int(first)], nodes[Int(second)])
                let level = min(one.level, other.level)
                push(first, second, level: level, &height)
                first = one.level == level ? one.low : first
                second = other.level == level ? other.low : second
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    let (one, other) = (nodes[Int(frame.left)], nodes[Int(frame.right)])
                    first = one.level == frame.level ? one.high : 0
                    second = other.level == frame.level ? other.high : 0
                    break ascent
                }
                let high = without(result, frame.low, base: height)
                result = family(frame.level, frame.low, high)
                remember(DiagramOperation.union, frame.left, frame.right, result)
                height -= 1
            }
        }
    }

    /// The unions of one set of each family, without those that hold another and those of more than `room` elements.
    mutating func product(_ left: UInt32, _ right: UInt32, room: UInt32, weights: UnsafePointer<UInt32>, base: Int = 0) -> UInt32 {
        var (first, second, left) = (left, right, room)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if first == 0 || second == 0 {
                    result = 0
                    break descent
                }
                // Families are bounded by the whole room; what is left of it here may be less.
                if first == 1 || second == 1 || first == second {
                    result =
                        left == room ? (first == 1 ? second : first) : fitting(first == 1 ? second : first, left, weights, base: height)
                    break descent
                }
                if first > second { swap(&first, &second) }
                let operation = DiagramOperation.bounded(DiagramOperation.product, left)
                if let known = self.result(operation, first, second) {
                    result = known
                    break descent
                }
                let (one, other) = (nodes[Int(first)], nodes[Int(second)])
                let level = min(one.level, other.level)
                push(first, second, level: level, room: left, &height)
                first = one.level == level ? one.low : first
                second = other.level == level ? other.low : second
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                let (one, other) = (nodes[Int(frame.left)], nodes[Int(frame.right)])
                let (isFirst, isSecond) = (one.level == frame.level, other.level == frame.level)
                let weight = weights[Int(frame.level)]
                switch frame.stage {
                case 0:
                    stack[height - 1].low = result
                    guard weight <= frame.room else {
                        hasDropped = true
                        stack[height - 1].stage = 2
                        stack[height - 1].partial = 0
                        result = 0
                        continue ascent
                    }
                    left = frame.room == DiagramOperation.unbounded ? frame.room : frame.room - weight
                    stack[height - 1].stage = isFirst && isSecond ? 1 : 2
                    stack[height - 1].partial = 0
                    first = isFirst ? one.high : frame.left
                    if isFirst && isSecond {
                        second = union(other.high, other.low, base: height)
                    } else {
                        second = isSecond ? other.high : frame.right
                    }
                    break ascent
                case 1:
                    stack[height - 1].partial = result
                    stack[height - 1].stage = 2
                    left = frame.room == DiagramOperation.unbounded ? frame.room : frame.room - weight
                    first = one.low
                    second = other.high
                    break ascent
                default:
                    let joined = union(frame.partial, result, base: height)
                    let high = without(joined, frame.low, base: height)
                    result = family(frame.level, frame.low, high)
                    remember(DiagramOperation.bounded(DiagramOperation.product, frame.room), frame.left, frame.right, result)
                    height -= 1
                    left = frame.room
                }
            }
        }
    }

    /// The sets of a family of at most `room` elements.
    mutating func fitting(_ family: UInt32, _ room: UInt32, _ weights: UnsafePointer<UInt32>, base: Int) -> UInt32 {
        guard room < DiagramOperation.unbounded else { return family }
        var (next, left) = (family, room)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if next <= 1 {
                    result = next
                    break descent
                }
                if let known = self.result(DiagramOperation.bounded(DiagramOperation.spread, left), next, 1) {
                    result = known
                    break descent
                }
                push(next, level: level(next), room: left, &height)
                next = low(next)
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    let weight = weights[Int(frame.level)]
                    if weight <= frame.room {
                        left = frame.room - weight
                        next = high(frame.left)
                        break ascent
                    }
                    hasDropped = true
                    result = 0
                }
                result = self.family(frame.level, stack[height - 1].low, result)
                remember(DiagramOperation.bounded(DiagramOperation.spread, frame.room), frame.left, 1, result)
                height -= 1
                left = frame.room
            }
        }
    }

    /// The function that holds where some set of the family does wholly.
    mutating func spread(_ family: UInt32) -> UInt32 {
        var next = family
        var height = 0
        var result: UInt32 = 0
        while true {
            descent: while true {
                if next <= 1 {
                    result = next
                    break descent
                }
                if let known = self.result(DiagramOperation.spread, next, 0) {
                    result = known
                    break descent
                }
                push(next, level: level(next), &height)
                next = low(next)
            }
            ascent: while true {
                if height == 0 || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    next = high(frame.left)
                    break ascent
                }
                let joined = or(result, frame.low, base: height)
                result = function(frame.level, frame.low, joined)
                remember(DiagramOperation.spread, frame.left, 0, result)
                height -= 1
            }
        }
    }

    /// The sets of a family that hold the variable of `chosen`, without it.
    mutating func beside(_ chosen: UInt32, in family: UInt32) -> UInt32 {
        var next = family
        var height = 0
        var result: UInt32 = 0
        while true {
            descent: while true {
                let node = nodes[Int(next)]
                if node.level >= chosen {
                    result = node.level == chosen ? node.high : 0
                    break descent
                }
                if let known = self.result(DiagramOperation.beside, next, chosen) {
                    result = known
                    break descent
                }
                push(next, level: node.level, &height)
                next = node.low
            }
            ascent: while true {
                if height == 0 || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    next = high(frame.left)
                    break ascent
                }
                result = self.family(frame.level, frame.low, result)
                remember(DiagramOperation.beside, frame.left, chosen, result)
                height -= 1
            }
        }
    }
}
