import Vocabulary

/// The answer to a message as the till saw it.
enum ReceivedAnswer: Equatable {
    case pending
    case none
    case whole(status: Int)
    /// The status arrived, but the rest cannot be read reliably: a till may treat it as no answer.
    /// It is legible if a tolerant till could still read the body.
    case spoilt(status: Int, legible: Bool)

    init(to message: MessageRecord) {
        guard message.hasKnownEnding else {
            // Nobody can say what the till saw.
            self = message.status.map { .spoilt(status: $0, legible: true) } ?? .none
            return
        }
        switch (message.ended, message.status, message.garbled) {
        case (.pending, _, _): self = .pending
        case (.held, _, _), (.reset, _, _), (.clientLeft, _, _): self = .none
        case (_, nil, _), (_, _, .nothing): self = .none
        case (_, _, .page(let status)): self = .whole(status: status)
        case (_, let status?, .status(let isTolerable)):
            self = .spoilt(status: status, legible: isTolerable)
        case (.truncated, let status?, nil): self = .spoilt(status: status, legible: false)
        case (.closed, _, nil): self = .none
        case (.sent, let status?, nil): self = .whole(status: status)
        }
    }

    var status: Int? {
        switch self {
        case .pending, .none: nil
        case .whole(let status), .spoilt(let status, _): status
        }
    }

    var isSuccess: Bool {
        status.map { (200..<300).contains($0) } ?? false
    }

    /// True if the answer settles an advice: any status but 5xx (contract.md, section 1.3).
    var isFinal: Bool {
        status.map { $0 < 500 } ?? false
    }
}
