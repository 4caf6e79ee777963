import Vocabulary

extension Transmission {
    /// What is not of its form is left out, which the checker tells.
    init(_ reply: Value) {
        if let kind: Garbling = reply["garbled"]?.word() {
            garbled = Garbled(kind, at: reply["at"]?.cut ?? .half)
        }
        if let value = reply["slow"], let bytes = value["bytes"]?.count,
            let every = value["every"]?.timespan
        {
            slow = Slow(bytes: bytes, every: every)
        }
        if let value = reply["pause"], let length = value["for"]?.timespan {
            pause = Pause(at: value["at"]?.cut ?? .half, length: length)
        }
    }

    /// Keys that stand beside an outcome that leaves them nothing to do.
    func strays(beside outcome: Outcome, in reply: Value) -> [Mistake] {
        switch outcome {
        case .lost(let leg, let ending) where ending != .stale:
            return Language.transmission.compactMap { reply.entry($0.name) }.map { entry in
                Mistake(
                    at: entry.keyPlace,
                    "`\(entry.key)` needs an answer, and `lost` sends none",
                    hint: leg == .reply ? "with `by: stale` the reply goes out first" : nil)
            }
        case .lost:
            guard let garbled, garbled.kind.endsConnection else { return [] }
            return garblingMistake(
                in: reply, "ends the connection by itself, so `by: stale` has no effect")
        case .decline, .error:
            return unseenAnswer(in: reply)
        case .respond(let answer, _):
            let unseen = unseenAnswer(in: reply)
            return !unseen.isEmpty || garbled == nil || !answer.framesItself
                ? unseen
                : garblingMistake(
                    in: reply,
                    "has no effect: with a Content-Length or Transfer-Encoding of its "
                        + "own, the answer goes out as it stands")
        case .normal, .replaced, .tls:
            return []
        }
    }

    private func unseenAnswer(in reply: Value) -> [Mistake] {
        guard let garbled, !garbled.kind.showsAnswer else { return [] }
        return garblingMistake(in: reply, "shows nothing of the answer that is written here")
    }

    private func garblingMistake(in reply: Value, _ reason: String) -> [Mistake] {
        guard let garbled, let entry = reply.entry("garbled") else { return [] }
        return [Mistake(at: entry.keyPlace, "`garbled: \(garbled.kind.rawValue)` \(reason)")]
    }
}

extension RawAnswer {
    /// Whether it has a framing field of its own.
    fileprivate var framesItself: Bool {
        headers.contains { ["content-length", "transfer-encoding"].contains($0.name.lowercased()) }
    }
}
