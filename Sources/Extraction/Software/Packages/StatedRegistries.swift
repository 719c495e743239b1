internal import Scanning
internal import SupplyChain

/// The registries that a document names, each once: evidence where they are others than everybody's (decision 020).
///
/// That a package without any such word comes from the usual registry of its kind, the Catalog says; to state it again under the name of a host would make one registry look
/// like two that can stand in for each other.
struct StatedRegistries {
    /// By host; `nil` for those that need no record.
    private var known: [[UInt8]: RecordIndex?] = [:]

    /// States that `record` is fetched from the registry at `address`.
    ///
    /// Registries of one's own network say nothing about anybody else.
    mutating func distribute(
        _ record: RecordIndex, from address: String, at place: Place, in extract: inout Extract, certainty: Certainty = .known
    ) {
        guard let host = HostName(ofURL: address), let registry = registry(host, at: place, in: &extract) else { return }
        extract.relate(record, .distributedBy, to: registry, at: place, certainty: certainty)
    }

    private mutating func registry(_ host: HostName, at place: Place, in extract: inout Extract) -> RecordIndex? {
        let key = Array(host.text.utf8)
        if let met = known[key] { return met }
        // Names under `example` are reserved: nobody answers to them.
        guard host.isPublic, !host.text.hasSuffix(".example"), !Self.isUsual(host) else {
            known[key] = .some(nil)
            return nil
        }
        let registry = extract.add(.registry, at: place)
        extract.set(.name, of: registry, to: host.text, at: place)
        extract.mention(registry, as: .hostname, host.text, at: place)
        known[key] = registry
        return registry
    }

    /// Whether `host` is the usual registry of some kind of package, of which the Catalog speaks.
    static func isUsual(_ host: HostName) -> Bool { usual.contains(Array(SHA256.hexDigest(of: Array(host.text.utf8)).utf8.dropFirst(7))) }

    /// The hosts of the usual registries, by their digests: the names themselves are left out of this project on purpose, as they are in the Catalog.
    private static let usual: Set<[UInt8]> = Set(usualDigests.map { Array($0.utf8) })
    private static let usualDigests = [
        "0dc11026ac75c015aaa1deafff4a7a54ef6d0cf6b3c7f9b1d2c8f3502929aa9e",
        "15bdb44dafa6843b1e260ba626cb18b8d49581827a759b8102812b61cc522c83",
        "2c77714df232b07f0e8ff768526d166e1a94e606d989d4608c3f1713a0712ae5",
        "317d2d52829b78129d2c9e43d001899f0c8d30968bae00b848a47154df56b0ca",
        "384fe328e9cc3d5c9406406e651a2117c1412eed65cc92ff189d3ad41d37f93f",
        "3d01f3609be82d98eeedcd977fae947ee6da479acbfd5d19619bda2184977921",
        "4189e62695dc2b69c1bab6cdfc8f49ad7dfc63b6793ac93e52d41b408bde7767",
        "43c04ed1dabe979b9c552549bf0ab023abd3e1cc6d5ff7f42cfa2296b0973a67",
        "4445b86dcaaff09821fb693807f61fb7236e90447fe5343d830d0d0a1bf3c02e",
        "4db460c55b85212e50a70cadcb10c5fc3c32382ed9896a3730423469d2e05619",
        "4e415423fac54496736185b3888e4b63d6539857fe730138357a0170a2d117aa",
        "70bb4000cd2fab03af01fed086c6bf3c2c970f8b8b8001c311028ec3b80e775a",
        "7117c828d2afa4e2b4703ed11564f81cb02a6ab6b7e6a758e881e68007ad5d35",
        "71741fe2460a615058687c4585f665af5e825968e51a512ffb14c6f2684a397d",
        "75c5f478b8eabe836a42731499e5af5c552257b837fa62765881c7d915db06df",
        "789e46d79514e28093cabe2bb4a0798266f584b0e508ef269ebabb6e57859290",
        "8ca54cc730668eb4b5575a8cf1fdc0c4f23ddf48bc0a0771f53cef05bb600cb3",
        "a4aa2ac280bb8d1a0ce7a1be5a7bfb10292b49fe9435ad5cff19f421f3c70e41",
        "be549aaf28b65cd0108952d562e1786d5fed5bf2c86068a09bc04a1c8f6680b2",
        "c899567ee906851741bf7f3bde17a33777859ff9f53ff54d6f0ea54cf31ad636",
        "d94bf49392e68d829f85b09185287efc863acc3541d11e4c07c0f470c568e89d",
        "eb7e11c7f9ecbcf48099060ec1c8c593134ff031f587e07be17293b2a3a0ee36",
        "fcb9af86680af88f040e2eae46b53af4fb9ccc7be5a459002daa765c7a9f5f65",
    ]
}
