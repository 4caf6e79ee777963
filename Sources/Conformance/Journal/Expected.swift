import JSONTree
import Vocabulary

/// What a scenario's `expect:` asks of every provision.
struct Expected {
    /// Those that a provision may come to; empty where that is left open.
    private(set) var endings: [FinalState] = []
    /// The id of the profile that a provision must go to.
    private(set) var provider: String?
    private(set) var retriesMin: Int?
    private(set) var retriesMax: Int?

    init() {}

    /// Whether nothing is asked for.
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
