import Escaping
import JSONTree
import Vocabulary

/// A text that is not a record of certification.
package struct NotARecord: Error, CustomStringConvertible {
    /// The mistake, a clause.
    package let description: String

    package init(description: String) {
        self.description = description
    }
}

extension CertificationRecord {
    /// The value of `record`, by which such a file is known.
    private static let kind = "electrum-mock certification"
    /// The edition of the format.
    private static let format: Int64 = 1

    /// The record as it is kept: an object whose `digest` is the hash of everything before it.
    ///
    /// - Parameter hash: SHA-256 of bytes, in hexadecimal.
    package func text(hashedBy hash: ([UInt8]) -> String) -> String {
        var members = members
        members.append("digest", .string(hash(JSON.object(members).encoded)))
        return Self.layout(of: .object(members))
    }

    /// Reads a record from its file.
    ///
    /// - Throws: `NotARecord` if something is missing or of the wrong kind, if the digest is not
    ///   that of the rest, or if any byte is not as it was written.
    package init(reading bytes: [UInt8], hashedBy hash: ([UInt8]) -> String) throws(NotARecord) {
        let json: JSON
        do throws(JSONSyntaxError) {
            json = try JSON(parsing: bytes)
        } catch {
            throw NotARecord(description: "not JSON: \(error)")
        }
        guard var members = json.members, members["record"]?.text == Self.kind else {
            throw NotARecord(description: "not a record of certification")
        }
        guard members["format"]?.integer == Self.format else {
            throw NotARecord(description: "its format is not \(Self.format)")
        }
        let digest = members["digest"]?.text
        members["digest"] = nil
        guard digest == hash(JSON.object(members).encoded) else {
            throw NotARecord(description: "it was changed: its digest is not that of its content")
        }
        guard bytes == Array(Self.layout(of: json).utf8) else {
            throw NotARecord(description: "it was changed: its lines are not as they were written")
        }
        self = try CertificationReader(json: json).record()
    }

    private static func layout(of json: JSON) -> String {
        json.prettyPrinted().escaped(for: .json) + "\n"
    }

    private var members: JSONObject {
        [
            "record": .string(Self.kind),
            "format": .number(JSONNumber(Self.format)),
            "verdict": .string(verdict.rawValue),
            "till": [
                "name": .string(subject.till), "version": .string(subject.version),
                "vendor": .string(subject.vendor),
            ],
            "tester": .string(subject.tester),
            "mock": [
                "product": .string(instrument.product), "version": .string(instrument.version),
                "commit": .string(instrument.commit), "seed": .string("\(instrument.seed)"),
            ],
            "plan": [
                "title": .string(plan.title), "edition": .string(plan.edition),
                "sha256": .string(plan.hash),
            ],
            "begin": .optional(begin?.description),
            "end": .optional(end?.description),
            "journal": ["sha256": .string(journal)],
            "scenarios": .array(
                scenarios.sorted { $0.key < $1.key }
                    .map { ["name": .string($0.key), "sha256": .string($0.value)] }),
            "chapters": .array(
                chapters.map {
                    ["title": .string($0.title), "cases": .array($0.cases.map(JSON.string))]
                }),
            "cases": .array(cases.map(\.json)),
        ]
    }
}

extension CaseResult {
    fileprivate var json: JSON {
        [
            "number": .string(number), "title": .string(title), "expected": .string(should),
            "source": .string(source), "scenario": .string(scenario),
            "sandbox": .string(sandbox), "verdict": .string(verdict.rawValue),
            "reason": .string(reason), "played": .optional(played?.description),
            "status": status.map { .number(JSONNumber(Int64($0))) } ?? .null,
            "observed": observation?.json ?? .null,
        ]
    }
}

extension CaseResult.Observation {
    fileprivate var json: JSON {
        [
            "account": .string(sentence), "findings": .array(findings.map(JSON.string)),
            "remarks": .array(remarks.map(JSON.string)),
            "evidence": .array(evidence.map { .number(JSONNumber($0)) }),
        ]
    }
}

extension JSON {
    fileprivate static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}

/// Reads what `members` writes; every text is required but the commit, which earlier versions did
/// not know.
private struct CertificationReader {
    let json: JSON

    func record() throws(NotARecord) -> CertificationRecord {
        var subject = CertificationRecord.Subject()
        subject.till = try text("till", "name")
        subject.version = try text("till", "version")
        subject.vendor = try text("till", "vendor")
        subject.tester = try text("tester")
        guard let seed = UInt64(try text("mock", "seed")) else {
            throw NotARecord(description: "its seed is not a number")
        }
        var record = CertificationRecord(
            subject,
            CertificationRecord.Instrument(
                product: try text("mock", "product"), version: try text("mock", "version"),
                commit: json["mock"]?["commit"]?.text ?? "", seed: seed),
            CertificationRecord.PlanIdentity(
                title: try text("plan", "title"), edition: try text("plan", "edition"),
                hash: try text("plan", "sha256")),
            try each("chapters") { chapter throws(NotARecord) in
                CertificationRecord.Chapter(
                    title: try chapter.text("title"), cases: try chapter.texts("cases"))
            },
            try each("cases") { entry throws(NotARecord) in try CaseResult(entry) })
        record.journal = try text("journal", "sha256")
        record.begin = try time("begin")
        record.end = try time("end")
        for (name, hash) in try each(
            "scenarios",
            { entry throws(NotARecord) in (try entry.text("name"), try entry.text("sha256")) })
        {
            record.scenarios[name] = hash
        }
        return record
    }

    func text(_ path: String...) throws(NotARecord) -> String {
        let value = path.reduce(json) { $0[$1] ?? .null }
        guard let text = value.text else {
            throw NotARecord(description: "`\(path.joined(separator: "."))` is not a text")
        }
        return text
    }

    func texts(_ name: String) throws(NotARecord) -> [String] {
        try each(name) { entry throws(NotARecord) in
            guard let text = entry.json.text else {
                throw NotARecord(description: "an entry of `\(name)` is not a text")
            }
            return text
        }
    }

    /// A time, or nil for null.
    func time(_ name: String) throws(NotARecord) -> Timestamp? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let time = value.text.flatMap({ Timestamp($0) }) else {
            throw NotARecord(description: "`\(name)` is not a time")
        }
        return time
    }

    func each<Element>(
        _ name: String, _ body: (CertificationReader) throws(NotARecord) -> Element
    ) throws(NotARecord) -> [Element] {
        guard let items = json[name]?.items else {
            throw NotARecord(description: "`\(name)` is not a list")
        }
        var elements: [Element] = []
        for item in items { elements.append(try body(CertificationReader(json: item))) }
        return elements
    }
}

extension CaseResult {
    fileprivate init(_ reader: CertificationReader) throws(NotARecord) {
        number = try reader.text("number")
        title = try reader.text("title")
        should = try reader.text("expected")
        source = try reader.text("source")
        scenario = try reader.text("scenario")
        sandbox = try reader.text("sandbox")
        let word = try reader.text("verdict")
        guard let verdict = Verdict(rawValue: word) else {
            throw NotARecord(description: "case \(number): no verdict is called `\(word)`")
        }
        self.verdict = verdict
        reason = try reader.text("reason")
        played = try reader.time("played")
        status = reader.json["status"]?.integer.map { Int32(clamping: $0) }
        observation = try reader.json["observed"].flatMap { (json) throws(NotARecord) in
            json.isNull ? nil : try Observation(CertificationReader(json: json))
        }
    }
}

extension CaseResult.Observation {
    fileprivate init(_ reader: CertificationReader) throws(NotARecord) {
        sentence = try reader.text("account")
        findings = try reader.texts("findings")
        remarks = try reader.texts("remarks")
        evidence = try reader.each("evidence") { entry throws(NotARecord) in
            guard let number = entry.json.integer else {
                throw NotARecord(description: "an entry of `evidence` is not a number")
            }
            return Int(number)
        }
    }
}
