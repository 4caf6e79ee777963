package import Vocabulary

/// The way in which an answer is sent: as it is, unless a scenario says otherwise.
package struct Transmission: Sendable, Equatable {
    /// Cannot be read; `at` is heeded by those kinds that cut.
    package struct Garbled: Sendable, Equatable {
        package let kind: Garbling
        package let at: Cut

        init(_ kind: Garbling, at cut: Cut = .half) {
            self.kind = kind
            at = cut
        }
    }

    /// Pieces of `bytes` bytes, one every `every` on the machine's clock.
    package struct Slow: Sendable, Equatable {
        package internal(set) var bytes: Int
        package internal(set) var every: Duration
    }

    /// Nothing is sent for a time in the middle of the body; on the sandbox's clock.
    package struct Pause: Sendable, Equatable {
        /// Counted in the body as it goes out, before its end.
        package internal(set) var at = Cut.half
        package internal(set) var length: Duration
    }

    package var garbled: Garbled?
    package var slow: Slow?
    package var pause: Pause?

    init(garbled: Garbled? = nil, slow: Slow? = nil, pause: Pause? = nil) {
        self.garbled = garbled
        self.slow = slow
        self.pause = pause
    }

    /// True if the answer goes out as it is.
    package var isPlain: Bool { garbled == nil && slow == nil && pause == nil }

    /// For the journal: `garbled truncated at 50%`, `slow 16 bytes every 100ms`, `pause 2s at 50%`.
    var texts: [String] {
        guard !isPlain else { return [] }
        return [
            garbled.map { "garbled \($0.kind.rawValue)" + ($0.kind.isCut ? " at \($0.at)" : "") },
            slow.map { "slow \($0.bytes) bytes every \($0.every.written)" },
            pause.map { "pause \($0.length.written) at \($0.at)" },
        ].compactMap { $0 }
    }
}
