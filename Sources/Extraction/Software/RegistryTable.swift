internal import Scanning
internal import SupplyChain

/// The registries that a lock file names beside the public one of its language: one record a host (decision 020).
struct RegistryTable {
    /// Digests of the hosts of public registries, whose names stand nowhere in this repository.
    private static let publicHosts: Set<String> = [
        "0dc11026ac75c015aaa1deafff4a7a54ef6d0cf6b3c7f9b1d2c8f3502929aa9e",
        "70bb4000cd2fab03af01fed086c6bf3c2c970f8b8b8001c311028ec3b80e775a",
        "a4aa2ac280bb8d1a0ce7a1be5a7bfb10292b49fe9435ad5cff19f421f3c70e41",
        "c899567ee906851741bf7f3bde17a33777859ff9f53ff54d6f0ea54cf31ad636",
        "4db460c55b85212e50a70cadcb10c5fc3c32382ed9896a3730423469d2e05619",
        "15bdb44dafa6843b1e260ba626cb18b8d49581827a759b8102812b61cc522c83",
    ]

    /// By host; `nil` for those that need no record.
    private var known: [String: RecordIndex?] = [:]

    /// Whether `host` is that of a public registry, of which the Catalog speaks.
    static func isPublicRegistry(_ host: HostName) -> Bool {
        publicHosts.contains(SHA256.hexDigest(of: Array(host.text.utf8)).replacing("sha256:", with: ""))
    }

    /// States that `package` comes from the registry at `address`, unless that is the public one, or nobody else's.
    mutating func distribute(_ package: RecordIndex, from address: String, at place: Place, in extract: inout Extract) {
        guard let host = HostName(ofURL: address), let registry = registry(host, at: place, in: &extract) else { return }
        extract.relate(package, .distributedBy, to: registry, at: place)
    }

    private mutating func registry(_ host: HostName, at place: Place, in extract: inout Extract) -> RecordIndex? {
        if let met = known[host.text] { return met }
        // Names under `example` are reserved: nobody answers to them.
        guard host.isPublic, !host.text.hasSuffix(".example"), !Self.isPublicRegistry(host) else {
            known[host.text] = .some(nil)
            return nil
        }
        let registry = extract.add(.registry, at: place)
        extract.set(.name, of: registry, to: host.text, at: place)
        extract.mention(registry, as: .hostname, host.text, at: place)
        known[host.text] = registry
        return registry
    }
}
