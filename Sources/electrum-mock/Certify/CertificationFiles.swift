import ArgumentParser
import Certification
import Conformance
import Glibc
import HTTPServing
import Scenarios

/// The files of a certification: the record and its journal, which are written after every case,
/// and the reports made of them at the end.
struct CertificationFiles {
    private let record: OutputFile
    private let journal: OutputFile
    private let reports: [OutputFile]
    private let bundle: OutputFile?

    /// The largest record, and the largest journal, in bytes.
    static let bytesMax = 1024 * 1024 * 1024

    /// - Parameter journal: nil for the record's name with the extension .journal.
    init(record: String, journal: String?, reports: [String], bundle: String?) {
        self.record = OutputFile(path: record, role: "record")
        let stem = record.hasSuffix(".json") ? String(record.dropLast(5)) : record
        self.journal = OutputFile(path: journal ?? "\(stem).journal", role: "journal")
        self.reports = reports.map { OutputFile(path: $0, role: "report") }
        self.bundle = bundle.map { OutputFile(path: $0, role: "bundle") }
    }

    /// All that are written.
    var outputs: [OutputFile] { [record, journal] + reports + (bundle.map { [$0] } ?? []) }

    /// Refuses to write over another certification.
    func checkNew() throws {
        var status = stat()
        guard stat(record.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0
        else { return }
        throw ValidationError(
            "\(record.path) exists: --resume continues it, --record FILE makes another")
    }

    /// Takes over what earlier runs have settled; nothing if there was none.
    ///
    /// - Parameters:
    ///   - hashes: those of the scenarios at hand, by name.
    ///   - keepsSeed: true to go on with the seed of the record.
    func resume(
        _ record: inout CertificationRecord, _ evidence: inout CaseJournal,
        hashes: [String: String], keepsSeed: Bool
    ) throws {
        var status = stat()
        guard stat(self.record.path, &status) == 0, status.st_size > 0 else { return }
        do {
            let old = try Self.record(at: self.record.path)
            guard old.plan == record.plan else {
                throw NotARecord(description: "\(self.record.path) is the record of another plan")
            }
            let known = try self.evidence(in: Self.bytes(at: journal.path), of: old)
            do {
                try record.resume(old, hashes: hashes, keepsSeed: keepsSeed)
            } catch {
                throw NotARecord(description: "cannot continue \(self.record.path): \(error)")
            }
            evidence = known
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(2)
        }
    }

    /// Returns the evidence of a record. The journal is written before it: if it was the last file
    /// that could be written, it has cases that the record does not know.
    private func evidence(
        in bytes: [UInt8], of record: CertificationRecord
    ) throws(NotARecord) -> CaseJournal {
        var evidence = try CaseJournal(reading: bytes)
        guard Digest.sha256(bytes) != record.journal else { return evidence }
        evidence.keepOnly(Set(record.cases.filter { $0.status != nil }.map(\.sandbox)))
        guard Digest.sha256(evidence.bytes(in: record)) == record.journal else {
            throw NotARecord(description: "\(journal.path) is not the journal of its record")
        }
        return evidence
    }

    static func record(at path: String) throws(NotARecord) -> CertificationRecord {
        let bytes = try bytes(at: path)
        do throws(NotARecord) {
            return try CertificationRecord(reading: bytes, hashedBy: Digest.sha256)
        } catch {
            throw NotARecord(description: "\(path): \(error)")
        }
    }

    /// Returns the content of a record or a journal.
    static func bytes(at path: String) throws(NotARecord) -> [UInt8] {
        do throws(WholeFile.Failure) {
            return try WholeFile(path: path).read(atMost: bytesMax)
        } catch {
            throw NotARecord(description: "\(path): \(error)")
        }
    }

    /// Writes what is known, the journal's hash into the record. Returns the journal.
    func write(
        _ record: inout CertificationRecord, _ evidence: CaseJournal
    ) throws -> [UInt8] {
        let journal = evidence.bytes(in: record)
        record.journal = Digest.sha256(journal)
        try write(self.journal, journal)
        try write(self.record, Array(record.text(hashedBy: Digest.sha256).utf8))
        return journal
    }

    /// Writes the pages for people, and the bundle.
    func writePages(
        _ record: CertificationRecord, _ evidence: [UInt8], plan: [UInt8],
        _ library: ScenarioLibrary
    ) throws {
        let book = record.book(by: try Journal(ndjson: evidence))
        for file in reports {
            let format = ReportFormat(path: file.path) ?? .text
            try write(file, Array(format.render(book).utf8))
        }
        guard let bundle else { return }
        let encoder = GzipEncoder()
        var archive = ZipArchive(gzip: encoder.encode)
        archive.add("record.json", Array(record.text(hashedBy: Digest.sha256).utf8))
        archive.add("record.html", Array(ReportFormat.html.render(book).utf8))
        archive.add("record.journal", evidence)
        archive.add("plan.yaml", plan)
        for name in record.scenarios.keys.sorted() {
            archive.add("scenarios/\(name).yaml", Array(try library.text(of: name).utf8))
        }
        try write(bundle, archive.encoded)
    }

    private func write(_ file: OutputFile, _ bytes: [UInt8]) throws {
        do {
            try file.write(bytes)
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
    }
}
