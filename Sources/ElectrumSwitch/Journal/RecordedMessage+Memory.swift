import HTTPMessages
import Journal
import Scenarios
import Vocabulary

extension JournalRecord {
    /// True if a sandbox began with it: each numbers its records from 1.
    var isBeginning: Bool {
        if case .sandbox(let sandbox) = self { sandbox.seq == 1 } else { false }
    }

    /// The approximate size of the record in memory, with everything that a till can make long.
    var byteCount: Int { message?.byteCount ?? Self.ownByteCount }

    /// The record itself, its message, the heads of that and of its two bodies, and its place in
    /// the journal's index.
    fileprivate static let ownByteCount =
        MemoryLayout<JournalRecord>.stride + MemoryLayout<RecordedMessage>.stride
        + 3 * headByteCount + 64
    fileprivate static let headByteCount = 32
}

extension RecordedMessage {
    /// The approximate size of its record in memory, with everything that a till can make long. Its
    /// bodies count as if they were kept whole: those who read the record get them whole.
    var byteCount: Int {
        var count = JournalRecord.ownByteCount + request.byteCount + response.byteCount
        count += Self.heapByteCount(of: keptTransaction?.ownText)
        count += Self.heapByteCount(of: keptMessageID?.ownText)
        count += Self.heapByteCount(of: spelledID)
        count += Self.heapByteCount(of: client) + Self.heapByteCount(of: credentials)
        count += Self.heapByteCount(of: codePlaceholder) + Self.heapByteCount(of: codeHash)
        count += Self.heapByteCount(of: terminal) + Self.heapByteCount(of: provider)
        count += Self.heapByteCount(of: rule) + Self.heapByteCount(of: fault?.text)
        count += Self.heapByteCount(of: nearMiss) + Self.heapByteCount(of: userAgent)
        count += Self.heapByteCount(of: clientSubject)
        for text in echoedSecrets { count += Self.heapByteCount(of: text) }
        for text in tolerated { count += Self.heapByteCount(of: text) }
        return count
    }

    /// Short texts lie in the record itself.
    private static func heapByteCount(of text: String?) -> Int {
        guard let count = text?.utf8.count, count > 15 else { return 0 }
        return JournalRecord.headByteCount + count
    }
}

extension RecordedFault {
    /// The fault that a decision injects; nil for none.
    init?(_ decision: Decision) {
        guard let text = decision.fault else { return nil }
        self.init(text)
        if let garbled = decision.transmission.garbled {
            garbling = garbled.kind
            position = garbled.kind.isCut ? garbled.at.written : nil
        }
        if case .lost(let leg, _) = decision.outcome { lost = leg == .request ? .request : .reply }
        switch decision.outcome {
        case .lost(_, .silence): delivery = .silence
        case .lost(_, .close): delivery = .close
        case .lost(_, .cut): delivery = .cut
        case .lost(_, .reset): delivery = .reset
        case .lost(_, .stale): delivery = .stale
        case .tls(.hang): delivery = .handshakeHang
        case .tls(.reset): delivery = .handshakeReset
        case .tls(.expiredCertificate): delivery = .expiredCertificate
        case .normal, .decline, .error, .replaced, .respond: break
        }
    }
}

extension MessageSource {
    /// The source of a request; nil for a connection without one.
    init(_ request: HTTPRequest?, from origin: RequestOrigin) {
        let hasRequest = origin.connection != nil && origin.requestOnConnection > 0
        self.init(
            connection: origin.connection,
            requestOnConnection: hasRequest ? origin.requestOnConnection : nil,
            userAgent: request?.fields["User-Agent"], clientSubject: origin.clientSubject,
            traceparent: request?.fields["traceparent"])
    }
}

extension Ended {
    /// The end of an answer that nothing interfered with.
    init(ofAnswer ending: ExchangeEnding) {
        switch ending {
        case .delivered: self = .sent
        case .clientLeft: self = .clientLeft
        case .stopped: self = .truncated
        }
    }
}
