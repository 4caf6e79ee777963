/// The number of the latest of something about each transaction.
package struct LatestNumbers: Sendable {
    // Not generic, for generics are not specialised for other modules.
    private var numbers = Shards<TransactionID, Int>()

    /// No numbers.
    package init() {}

    /// The latest number; nil when there is none.
    package subscript(id: TransactionID) -> Int? { numbers[id] }

    /// Puts a number in the place of the latest.
    ///
    /// - Returns: the latest so far; nil when there was none.
    package mutating func update(_ number: Int, for id: TransactionID) -> Int? {
        numbers.update(number, for: id)
    }

    /// Forgets a number, if it is still the latest.
    package mutating func remove(_ number: Int, of id: TransactionID) {
        if numbers[id] == number { numbers[id] = nil }
    }
}
