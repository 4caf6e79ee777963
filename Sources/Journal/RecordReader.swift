import JSONTree
import Vocabulary

/// Reads the members of one record. `null` counts as absent; unknown members are ignored.
struct RecordReader {
    let record: JSONObject
    /// True if words that this version does not know are taken, since a later one wrote the file.
    let acceptsLaterWords: Bool
    /// The unknown words, by the names of their members.
    private(set) var laterWords: [String: String] = [:]

    init(_ json: JSON, acceptsLaterWords: Bool) throws(MalformedRecord) {
        guard let record = json.members else {
            throw MalformedRecord(reason: "the record is not an object")
        }
        self.record = record
        self.acceptsLaterWords = acceptsLaterWords
    }

    func value(_ name: String) -> JSON? {
        guard let value = record[name], value != .null else { return nil }
        return value
    }

    func text(_ name: String) throws(MalformedRecord) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.text else { throw malformed(name, "not a string") }
        return text
    }

    func number(_ number: JournalNumber) throws(MalformedRecord) -> Int? {
        guard let value = value(number.rawValue) else { return nil }
        guard let integer = value.integer else {
            throw malformed(number.rawValue, "not an integer")
        }
        let bounds = number.bounds
        guard bounds.contains(integer) else {
            throw malformed(
                number.rawValue,
                "not a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return Int(integer)
    }

    func flag(_ name: String) throws(MalformedRecord) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else { throw malformed(name, "not true or false") }
        return flag
    }

    func time(_ name: String) throws(MalformedRecord) -> UnixTime? {
        guard let text = try text(name) else { return nil }
        guard let time = Timestamp(text) else { throw malformed(name, "not an RFC 3339 time") }
        guard let moment = UnixTime(time) else {
            throw malformed(name, "not a time from 1970 to 2262")
        }
        return moment
    }

    func object(_ name: String) throws(MalformedRecord) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard let object = value.members else { throw malformed(name, "not an object") }
        return object
    }

    func required<Value>(_ name: String, _ value: Value?) throws(MalformedRecord) -> Value {
        guard let value else { throw malformed(name, "missing") }
        return value
    }

    func malformed(_ name: String, _ reason: String) -> MalformedRecord {
        MalformedRecord(reason: "\(name): \(reason)")
    }

    // MARK: Words

    /// Returns a word of a list; nil for one of a later version.
    ///
    /// - Parameter isOpen: true if any version may have made the word.
    mutating func word<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type, isOpen: Bool = false
    ) throws(MalformedRecord) -> Word? {
        guard let text = try text(name) else { return nil }
        return try known(text, name, as: type, isOpen: isOpen)
    }

    /// A word, or a list of them; none if absent.
    mutating func words<Word: RawRepresentable<String>>(
        _ name: String, as type: Word.Type
    ) throws(MalformedRecord) -> [Word] {
        guard let items = value(name)?.items else {
            return try word(name, as: type).map { [$0] } ?? []
        }
        guard !items.isEmpty else { throw malformed(name, "an empty list") }
        var words: [Word] = []
        for item in items {
            guard let text = item.text else { throw malformed(name, "not a list of words") }
            if let word = try known(text, name, as: type) { words.append(word) }
        }
        return words
    }

    private mutating func known<Word: RawRepresentable<String>>(
        _ text: String, _ name: String, as type: Word.Type, isOpen: Bool = false
    ) throws(MalformedRecord) -> Word? {
        if let word = Word(rawValue: text) { return word }
        guard acceptsLaterWords || isOpen else {
            throw malformed(name, "the word \"\(text)\" is not known")
        }
        laterWords[name] = text
        return nil
    }

    /// Takes over the words of a later version that were found inside a member.
    mutating func add(laterWordsOf inner: RecordReader) {
        laterWords.merge(inner.laterWords) { own, _ in own }
    }

    /// A reader of an object inside the record.
    func inner(_ json: JSON) throws(MalformedRecord) -> RecordReader {
        try RecordReader(json, acceptsLaterWords: acceptsLaterWords)
    }
}

/// A reason why a journal record, or a part of one, cannot be read.
package struct MalformedRecord: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason, without a full stop.
    package let reason: String

    /// The mistake of a file whose first line is not a header.
    package static let noHeader = MalformedRecord(
        reason: "does not begin like a journal of \(ProductInfo.name)")

    /// The reason.
    package var description: String { reason }
}
