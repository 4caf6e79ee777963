import JSONTree
import Vocabulary

/// A scenario's `expect:`, which every provision has to meet.
struct Expected {
    /// Those that a provision may come to; empty where that is left open.
    private(set) var endings: [FinalState] = []
    /// The id of the profile that a provision has to be routed to.
    private(set) var provider: String?
    private(set) var retriesMin: Int?
    private(set) var retriesMax: Int?

    init() {}

    /// True if nothing is asked for.
    var isEmpty: Bool {
        endings.isEmpty && provider == nil && retriesMin == nil && retriesMax == nil
    }

    init(_ json: JSON?) throws(MalformedRecord) {
        guard let json else { return }
        let reader = try RecordReader(json)
        endings = try reader.words("finally", as: FinalState.self)
        provider = try reader.text("provider")
        guard let retries = reader.value("retries") else { return }
        let bounds = try RecordReader(retries)
        retriesMin = try bounds.number(.min)
        retriesMax = try bounds.number(.max)
    }
}
