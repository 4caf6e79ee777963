/// The servers that are measured, and for how long.
struct Plan {
    /// The product, and an earlier release of it if there is one to compare with.
    let mocks: [Mock]
    /// How often each figure is taken; the servers take turns.
    let rounds: Int
    /// How long a load lasts.
    let seconds: Double
    /// How many transactions the store grows to.
    let storedMax: Int

    /// A release binary of the product.
    struct Mock {
        let name: String
        let executable: String

        func contender(_ options: [String] = []) -> Contender {
            .electrumMock(executable, name: name, options)
        }
    }

    /// The product and the servers that it is compared with, the ceiling first.
    var contenders: [Contender] {
        [Contender.ceiling].compactMap(\.self) + mocks.map { $0.contender() } + Contender.others
    }
}
