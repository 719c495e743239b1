internal import SupplyChain

/// Addresses of services, and of gateways whose path names who answers behind them.
enum GatewayAddress {
    /// The scheme and host of `url`, and of a path only the provider that it names: accounts, keys and queries stay behind.
    static func withoutSecrets(_ url: String) -> String? {
        guard let host = HostName(ofURL: url) else { return nil }
        let scheme = url.hasPrefix("http://") ? "http://" : "https://"
        guard host.text == cloudflare, let slug = slug(in: url) else { return scheme + host.text }
        return "\(scheme)\(host.text)/v1/-/-/\(slug)"
    }

    /// The provider behind a gateway, as gateways spell it, where the address says so.
    static func upstream(ofURL url: String) -> String? {
        guard HostName(ofURL: url)?.text == cloudflare, let slug = slug(in: url) else { return nil }
        return slugs[slug] ?? slug
    }

    /// Whether others answer behind the host, whatever the address says.
    static func isGateway(_ host: HostName) -> Bool { host.text == cloudflare }

    private static let cloudflare = "gateway.ai.cloudflare.com"

    /// `/v1/<account>/<gateway>/<provider>`; `compat` takes the provider from the request.
    private static func slug(in url: String) -> String? {
        guard let mark = url.firstRange(of: "://") else { return nil }
        let parts = url[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        guard parts.count >= 5, parts[4] != "compat", parts[4].utf8.count <= 64 else { return nil }
        let isPlain = parts[4].utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 }
        return isPlain ? String(parts[4]) : nil
    }

    /// Providers whose name in a path is not the one that other gateways use.
    private static let slugs = [
        "google-ai-studio": "gemini", "google-vertex-ai": "vertex_ai", "azure-openai": "azure", "aws-bedrock": "bedrock",
        "perplexity-ai": "perplexity", "grok": "xai", "workers-ai": "cloudflare",
    ]
}

extension Extract {
    /// States that `record` calls whoever answers at `url`; the record of the service, or `nil` where that is one's own network.
    ///
    /// A gateway that does not say who answers behind it leaves a node of kind `unknown`.
    @discardableResult
    mutating func call(address url: String, by record: RecordIndex, at place: Place, strength: Strength) -> RecordIndex? {
        guard let host = HostName(ofURL: url), host.isPublic else { return nil }
        let service = add(.service, at: place)
        set(.name, of: service, to: host.text, at: place, rank: .inferred)
        mention(service, as: .hostname, host.text, at: place)
        relate(record, .calls, to: service, at: place, strength: strength)
        guard GatewayAddress.isGateway(host) else { return service }
        let provider = GatewayAddress.upstream(ofURL: url)
        let upstream = add(provider == nil ? .unknown : .service, at: place)
        set(.name, of: upstream, to: provider ?? "behind \(host.text)", at: place, rank: .inferred)
        if let provider { mention(upstream, as: .provider, provider, at: place) }
        relate(record, .calls, to: upstream, at: place, strength: strength)
        return service
    }
}
