/// Finds the numbers of entries by the hashes of their keys. It holds no keys: whoever asks has the
/// entries, and compares. An entry takes 11 to 16 bytes; one of a dictionary takes up to three
/// times the size of its key and value.
///
/// It grows in small steps: a single table moves all its entries when it grows, and with a million
/// of them every request would wait.
package struct NumberIndex: Sendable {
    // Not generic, for generics are not specialised for other modules.
    private var tables: [NumberTable] = []

    private static let tableCount = 256

    /// No entries.
    package init() {}

    /// Returns the first number under a hash that matches; nil for none.
    package func first(_ hash: Int, where matches: (Int) -> Bool) -> Int? {
        guard !tables.isEmpty else { return nil }
        return tables[Self.table(of: hash)].first(NumberTable.tag(of: hash), where: matches)
    }

    /// Returns all numbers under a hash, and perhaps some under others.
    package func all(_ hash: Int) -> [Int] {
        var numbers: [Int] = []
        _ = first(hash) { number in
            numbers.append(number)
            return false
        }
        return numbers
    }

    /// Adds a number, beside others under the same hash.
    mutating func insert(_ number: Int, _ hash: Int) {
        if tables.isEmpty { tables = Array(repeating: NumberTable(), count: Self.tableCount) }
        tables[Self.table(of: hash)].insert(number, NumberTable.tag(of: hash))
    }

    /// Puts a number in the place of another under the same hash, which there must be.
    mutating func replace(_ number: Int, by other: Int, _ hash: Int) {
        tables[Self.table(of: hash)].replace(number, by: other, NumberTable.tag(of: hash))
    }

    /// Puts a number in the place of another under the same hash, or beside all if there is none.
    package mutating func put(_ number: Int, inPlaceOf other: Int?, _ hash: Int) {
        guard let other else { return insert(number, hash) }
        replace(other, by: number, hash)
    }

    /// Removes a number, if it is there.
    package mutating func remove(_ number: Int, _ hash: Int) {
        guard !tables.isEmpty else { return }
        tables[Self.table(of: hash)].remove(number, NumberTable.tag(of: hash))
    }

    private static func table(of hash: Int) -> Int { hash & (tableCount - 1) }
}

/// A hash table with linear probing, at most three quarters of it full.
struct NumberTable: Sendable {
    /// A place: 48 bits of a number and 16 bits of a hash, which tell most keys apart. Zero is an
    /// empty place, as numbers begin with 1.
    private struct Place {
        private var bits: UInt64 = 0

        init() {}

        init(_ number: Int, _ tag: UInt16) {
            bits = UInt64(number) << 16 | UInt64(tag)
        }

        var isEmpty: Bool { bits == 0 }
        var number: Int { Int(bits >> 16) }
        var tag: UInt16 { UInt16(truncatingIfNeeded: bits) }
    }

    private var places: [Place] = []
    private var count = 0

    private static let placesMin = 8

    /// The bits of a hash that are kept; the lowest have selected the table.
    static func tag(of hash: Int) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 8) }

    func first(_ tag: UInt16, where matches: (Int) -> Bool) -> Int? {
        place(tag, where: matches).map { places[$0].number }
    }

    mutating func insert(_ number: Int, _ tag: UInt16) {
        if (count + 1) * 4 > places.count * 3 { grow() }
        count += 1
        put(Place(number, tag))
    }

    mutating func replace(_ number: Int, by other: Int, _ tag: UInt16) {
        guard let index = place(tag, where: { $0 == number }) else {
            preconditionFailure("the number is not in the table")
        }
        places[index] = Place(other, tag)
    }

    /// Removes a number. What was put behind it because its place was taken moves up.
    mutating func remove(_ number: Int, _ tag: UInt16) {
        guard var gap = place(tag, where: { $0 == number }) else { return }
        count -= 1
        var index = after(gap)
        while !places[index].isEmpty {
            let home = home(of: places[index].tag)
            if distance(from: home, to: index) >= distance(from: gap, to: index) {
                places[gap] = places[index]
                gap = index
            }
            index = after(index)
        }
        places[gap] = Place()
    }

    private func place(_ tag: UInt16, where matches: (Int) -> Bool) -> Int? {
        guard !places.isEmpty else { return nil }
        var index = home(of: tag)
        while !places[index].isEmpty {
            if places[index].tag == tag, matches(places[index].number) { return index }
            index = after(index)
        }
        return nil
    }

    private mutating func put(_ place: Place) {
        var index = home(of: place.tag)
        while !places[index].isEmpty { index = after(index) }
        places[index] = place
    }

    private mutating func grow() {
        let old = places
        let size = max(Self.placesMin, old.count + old.count / 2)
        places = Array(repeating: Place(), count: size)
        for place in old where !place.isEmpty { put(place) }
    }

    /// The place that a hash is for; tables of any size are filled evenly.
    func home(of tag: UInt16) -> Int { (Int(tag) * places.count) >> 16 }

    private func after(_ index: Int) -> Int { index + 1 == places.count ? 0 : index + 1 }

    private func distance(from first: Int, to second: Int) -> Int {
        second >= first ? second - first : second + places.count - first
    }
}
