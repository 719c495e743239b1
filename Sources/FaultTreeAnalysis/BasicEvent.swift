/// Something that can happen to a system: it lifts the base level of some nodes.
public struct BasicEvent: Sendable, Hashable {
    /// One node that the event touches.
    public struct Effect: Sendable, Hashable {
        /// The node.
        public let node: Int
        /// The level it is lifted to, 1 to 3; 0 does nothing.
        public let level: UInt8

        /// An effect on one node.
        public init(node: Int, level: UInt8) {
            self.node = node
            self.level = level
        }
    }

    /// What it does; of several effects on one node the highest counts.
    public let effects: [Effect]

    /// An event with its effects.
    public init(effects: [Effect]) { self.effects = effects }

    /// An event that makes one node fail.
    public init(failing node: Int) { effects = [Effect(node: node, level: TransferTable.highest)] }
}
