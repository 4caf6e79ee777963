/// The results of a load.
struct Sample {
    let count: Int
    let seconds: Double
    /// The processor time that the server took for it.
    var serverNs: UInt64 = 0
    private let sortedNs: [UInt64]

    init(latenciesNs: [UInt64], seconds: Double) {
        count = latenciesNs.count
        self.seconds = seconds
        sortedNs = latenciesNs.sorted()
    }

    var perSecond: Double { Double(count) / seconds }

    /// The processor time of the server for 100,000 such provisions, in seconds.
    var serverSeconds: Double { Double(serverNs) / 1e9 / Double(count) * 100_000 }

    /// The latency in milliseconds that this part of the provisions, 0…1, did not exceed.
    func latencyMs(_ part: Double) -> Double {
        guard !sortedNs.isEmpty else { return .nan }
        let index = min(sortedNs.count - 1, Int(Double(sortedNs.count) * part))
        return Double(sortedNs[index]) / 1e6
    }
}
