import Vocabulary

extension Garbling: Vocable {
    /// `garbled: truncated` or `malformed-json`.
    static let cutting = listed(allCases.filter(\.isCut))

    /// `garbled: html-502`.
    static let replacing = listed(allCases.filter { !$0.isOfSwitch })

    private static func listed(_ kinds: [Garbling]) -> String {
        "`garbled: \(kinds.map(\.rawValue).joined(separator: "` or `"))`"
    }
}

extension Transmission.Slow {
    static let keys = Keys(of: Transmission.Slow(bytes: 1, every: .zero)) {
        Key(
            "bytes", \.bytes, .integer(1...1_000_000), isRequired: true,
            "How many bytes at a time.")
        Key(
            "every", \.every, .positiveDuration, isRequired: true,
            "The time from one piece to the next, on the machine's clock.")
    }
}

extension Transmission.Pause {
    static let keys = Keys(of: Transmission.Pause(length: .zero)) {
        Key(
            "for", \.length, .positiveDuration, isRequired: true,
            "How long nothing comes, on the sandbox's clock.")
        Key(
            "at", \.at, .cut,
            "Where in the body as it goes out: bytes or a percentage.")
    }
}

extension Reading {
    /// Notes keys of a reply that say how its answer goes out, beside an outcome that leaves them
    /// nothing to do.
    mutating func noteStrayTransmission(
        beside outcome: Outcome, in reply: Given<Reply.Draft>
    ) {
        switch outcome {
        case .lost(let leg, let ending) where ending != .stale:
            for entry in Reply.transmissionEntries(reply.mapping) {
                note(
                    "`\(entry.key)` needs an answer, and `lost` sends none",
                    hint: leg == .reply ? "with `by: stale` the reply goes out first" : nil,
                    at: entry.keyPlace)
            }
        case .lost:
            noteGarbling(
                in: reply, where: \.endsConnection,
                "ends the connection by itself, so `by: stale` has no effect")
        case .decline, .error:
            noteUnseenAnswer(in: reply)
        case .respond(let answer, _):
            let count = mistakes.count
            noteUnseenAnswer(in: reply)
            guard mistakes.count == count, answer.framesItself else { return }
            noteGarbling(
                in: reply, where: { _ in true },
                "has no effect: with a Content-Length or Transfer-Encoding of its own, the answer "
                    + "goes out as it stands")
        case .normal, .replaced, .tls:
            break
        }
    }

    private mutating func noteUnseenAnswer(in reply: Given<Reply.Draft>) {
        noteGarbling(
            in: reply, where: { !$0.showsAnswer },
            "shows nothing of the answer that is written here")
    }

    private mutating func noteGarbling(
        in reply: Given<Reply.Draft>, where isWrong: (Garbling) -> Bool, _ reason: String
    ) {
        guard let kind = reply.root.garbled, isWrong(kind), let entry = reply.entry(\.garbled)
        else {
            return
        }
        note("`garbled: \(kind.rawValue)` \(reason)", at: entry.keyPlace)
    }
}

extension RawAnswer {
    /// True if it has a framing field of its own.
    fileprivate var framesItself: Bool {
        headers.contains { ["content-length", "transfer-encoding"].contains($0.name.lowercased()) }
    }
}
