import COpenSSL
import Dispatch

extension TLSSetup {
    /// Returns an address with a host that leads a client on this machine to the server and that
    /// the certificate covers; with the usual host if it covers none.
    package func reachable(_ address: ListenAddress) -> ListenAddress {
        if address.isUnix { return address }
        let usual = address.reachable
        guard let chain = try? Certificate.all(in: configuration.identity.certificates) else {
            return usual
        }
        let host = Self.hosts(for: address, chain[0].alternativeNames).first(where: chain[0].covers)
        return ListenAddress(host: host ?? usual.host, port: address.port)
    }

    /// The hosts by which a client may reach an address, the best first. If the server listens
    /// everywhere, a name in the certificate is one of this machine; else it may be another's.
    private static func hosts(
        for address: ListenAddress, _ names: [String]
    ) -> some Sequence<String> {
        let usual = [address.reachable.host]
        let local = address.isEverywhere || isLoopback(address.host) ? ["localhost"] : []
        let both = ["*", "localhost"].contains(address.host) ? ["127.0.0.1", "::1"] : []
        let plain = names.filter { !$0.contains("*") && address.mayHave($0) }
        let others = plain.lazy.filter { name in
            address.isEverywhere || isLoopback(address.host) && leadsToLoopback(name)
        }
        return [AnySequence(usual + local + both), AnySequence(others)].lazy.joined()
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// The longest wait for a resolver: it must not hold up the start.
    private static let patience = DispatchTimeInterval.milliseconds(500)

    private static func leadsToLoopback(_ name: String) -> Bool {
        let isFound = DispatchSemaphore(value: 0)
        let isLoopback = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            let found = try? SocketAddress.all(for: ListenAddress(host: name, port: 0))
            if let found, found.allSatisfy(\.isLoopback) { isLoopback.signal() }
            isFound.signal()
        }
        return isFound.wait(timeout: .now() + patience) == .success
            && isLoopback.wait(timeout: .now()) == .success
    }
}

extension ListenAddress {
    /// False for a numeric address of the family that is not listened on.
    fileprivate func mayHave(_ name: String) -> Bool {
        switch host {
        case "0.0.0.0": !name.contains(":")
        case let host where host.hasPrefix("127."): !name.contains(":")
        case "::", "::1": name.contains(":") || name.contains { !$0.isNumber && $0 != "." }
        default: true
        }
    }
}

extension Certificate {
    /// Returns true if a client that asks for a host accepts the certificate (RFC 9110 section
    /// 4.3.4).
    func covers(_ host: String) -> Bool {
        X509_check_ip_asc(pointer, host, 0) == 1
            || X509_check_host(pointer, host, host.utf8.count, 0, nil) == 1
    }

    /// The names and addresses that it is good for (RFC 5280 section 4.2.1.6).
    var alternativeNames: [String] {
        let index = X509_get_ext_by_NID(pointer, NID_subject_alt_name, -1)
        guard index >= 0, let names = X509_get_ext(pointer, index) else { return [] }
        let stream = MemoryBIO()
        let write = X509V3_EXT_print
        guard write(stream.pointer, names, 0, 0) == 1 else { return [] }
        return String(decoding: stream.takeBytes(), as: UTF8.self).split(separator: ", ")
            .compactMap { entry in
                ["DNS:", "IP Address:"].first(where: entry.hasPrefix)
                    .map { String(entry.dropFirst($0.count)) }
            }
    }
}
