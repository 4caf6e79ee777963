import Journal
import Vocabulary

/// The connections on which a scenario let TLS fail, and what tills made of an expired certificate.
struct ExpiredCertificates {
    /// The handshakes that ended otherwise than usual because the scenario said so.
    private let faulty: Set<Int>
    /// The records of connections that showed an expired certificate, by the connection's number.
    private let shown: [Int: MessageRecord]
    /// Connections that the client has left because of it.
    private let refused: Set<Int>

    init(_ messages: [MessageRecord]) {
        let faults = messages.filter { $0.operation == .connect }
        let faulty = Set(faults.compactMap(\.connection))
        self.faulty = faulty
        var shown: [Int: MessageRecord] = [:]
        for fault in faults where fault.fault?.delivery == .expiredCertificate {
            if let connection = fault.connection { shown[connection] = fault }
        }
        self.shown = shown
        let failures = messages.filter { Self.isHandshake($0) && !Self.isAboutAuthority($0) }
        refused = Set(failures.compactMap(\.connection)).intersection(shown.keys)
    }

    /// True if a till has shown that it checks certificates.
    var wereRefused: Bool { !refused.isEmpty }

    /// Returns true if a record is of a handshake that failed as the scenario demanded.
    func explains(_ message: MessageRecord) -> Bool {
        Self.isHandshake(message) && !Self.isAboutAuthority(message)
            && message.connection.map(faulty.contains) ?? false
    }

    /// One ruling for each connection with a message, and for each without.
    func rulings(on messages: [MessageRecord], _ grouping: Grouping) -> [Ruling] {
        var rulings = refused.map { _ in Ruling.kept }
        var told: Set<Int> = []
        for message in messages {
            guard let connection = message.connection, let record = shown[connection],
                told.insert(connection).inserted
            else { continue }
            let fault = """
                the \(message.operation.noun) came over a connection that showed an expired \
                certificate: the till does not check certificates
                """
            rulings.append(
                .broken(Finding(grouping.id(of: message), fault, [record, message])))
        }
        return rulings
    }

    private static func isHandshake(_ message: MessageRecord) -> Bool {
        message.operation == .unknown && message.refused != nil && message.status == nil
    }

    /// A client that does not know the mock's authority refuses every certificate.
    private static func isAboutAuthority(_ message: MessageRecord) -> Bool {
        message.refused?.lowercased().contains("unknown ca") ?? false
    }
}
