import Foundation
import HTTPServing
import JSONTree
import TestSupport
import Testing
import Vocabulary

/// `electrum-mock certify`, mostly with `electrum-mock till` as the command.
@Suite(.blocking) struct CertifyTests {
    private let directory = TemporaryDirectory()

    // MARK: Verdicts

    @Test("A correct till passes every case over TLS")
    func correctOverTLS() async throws {
        let certify = try await certify(["--tls-self-signed"], till: [])
        #expect(certify.status == 0, "\(certify.errors)")
        let others = try directory.record().cases.filter { $0["verdict"] != "pass" }
        #expect(others.isEmpty)
    }

    @Test("A correct till passes every case that the mock's set-up lets it play")
    func correct() async throws {
        let certify = try await certify([], till: [])
        #expect(certify.status == 0, "\(certify.errors)")
        let verdicts = try Dictionary(
            grouping: directory.record().cases, by: { $0["verdict"]?.text ?? "" })
        #expect(Set(verdicts.keys) == ["pass", "not-applicable"], "\(certify.errors)")
        let lacking = (verdicts["not-applicable"] ?? []).compactMap { $0["reason"]?.text }
        #expect(lacking.allSatisfy { $0.contains("does not speak TLS") })
        #expect(try directory.record().verdict == "pass")
    }

    @Test(
        "A wrong till fails exactly the cases that its defect concerns",
        arguments: [
            (
                "never-confirms", ["1", "5"],
                ["1.1", "1.2", "1.5", "5.1", "5.2", "5.3", "5.4"]
            ),
            ("gives-up-after-503", ["1", "2"], ["1.5", "1.7", "2.5", "2.7"]),
            ("gives-up-after-silence", ["1", "2"], ["1.2", "1.3", "2.2", "2.3"]),
            ("gives-up-after-500", ["1", "3"], ["3.5", "3.6", "3.9"]),
            ("confirms-in-single-messaging", ["1", "2"], ["2.1", "2.2", "2.5"]),
            (
                "gives-up-when-confirmation-after-retry-gets-503", ["1", "3", "5"],
                []
            ),
        ])
    func wrong(defect: String, chapters: [String], failing: [String]) async throws {
        let certify = try await certify(
            chapters.flatMap { ["--case", $0] }, till: ["--defect", defect])
        #expect(certify.status == (failing.isEmpty ? 0 : 3), "\(certify.errors)")
        let failed = try directory.record().cases.filter { $0["verdict"] == "fail" }
        #expect(failed.compactMap { $0["number"]?.text } == failing, "\(certify.errors)")
    }

    @Test(
        "A case that the command does not play is not run, whatever the command ends with",
        arguments: [
            ("exit 77", "the command cannot play it (exit status 77)"),
            ("exit 0", "no message came"),
            ("exit 1", "no message came; the command ended with status 1"),
        ])
    func notRun(script: String, reason: String) async throws {
        let certify = try await certify(["--case", "1.1"], command: ["/bin/sh", "-c", script])
        #expect(certify.status == 3)
        let first = try #require(directory.record().cases.first)
        #expect(first["verdict"] == "not-run")
        #expect(first["reason"]?.text == reason)
        #expect(try directory.record().verdict == "incomplete")
    }

    @Test(
        "A till that does otherwise than it was told proves nothing",
        arguments: [
            ("9.1", ["--sales", "2"], "2 of 3 sales were made"),
            ("9.5", ["--amount", "2000"], "a voucher cost 2000, not 1999"),
            ("4.6", ["--provider", "ott"], "a sale went to ott, not to yoyo"),
        ])
    func departure(number: String, options: [String], reason: String) async throws {
        let certify = try await certify(["--case", number], till: options)
        #expect(certify.status == 3)
        let played = try #require(
            directory.record().cases.first { $0["number"]?.text == number })
        #expect(played["verdict"] == "inconclusive")
        #expect(played["reason"]?.text == reason)
    }

    @Test("The command is told the case")
    func environment() async throws {
        let script = "env | grep ELECTRUM_MOCK_ | sort > told; exit 77"
        _ = try await certify(["--case", "9.5"], command: ["/bin/sh", "-c", script])
        let told = directory.read("told")
        for line in [
            "CASE=9.5", "SCENARIO=flows/f1-dual-success", "MESSAGING=dual", "AMOUNT=1999",
            "SALES=1", "SANDBOX=case-9.5",
        ] {
            #expect(told.contains("ELECTRUM_MOCK_\(line)\n"), "\(told)")
        }
    }

    @Test("Cases about connections are played with a mock of their own")
    func connections() async throws {
        let script = "curl -s --cacert ca.pem \"$ELECTRUM_MOCK_URL/products\" -u till:secret; :"
        let certify = try await certify(
            ["--case", "10.3", "--tls-self-signed", "--tls-cert-out", "ca.pem"],
            command: ["/bin/sh", "-c", script])
        #expect(certify.status == 0, "\(certify.errors)")
    }

    // MARK: The record

    @Test("A record and its journal verify, and any change of either is found")
    func verify() async throws {
        _ = try await certify(["--case", "1.1", "--case", "1.4"], till: [])
        #expect(try await verification() == 0)
        let record = directory.read("certification.json")
        try directory.write(
            record.replacing("\"Desk\"", with: "\"Till\""), to: "certification.json")
        #expect(try await verification() == 2)
        try directory.write(record, to: "certification.json")
        let journal = directory.read("certification.journal")
        try directory.write(
            journal.replacing("\"confirmed\"", with: "\"reversed\""), to: "certification.journal")
        #expect(try await verification() == 3)
    }

    @Test("A verdict that the journal does not bear out is found, whoever computed the digest")
    func forged() async throws {
        _ = try await certify(
            ["--case", "1.1"], till: ["--defect", "never-confirms"])
        let text = directory.read("certification.json").replacing("\"fail\"", with: "\"pass\"")
        var forged = try #require(JSON(parsing: text).members)
        forged["digest"] = nil
        forged.append("digest", .string(Digest.sha256(JSON.object(forged).encoded)))
        try directory.write(JSON.object(forged).prettyPrinted() + "\n", to: "certification.json")
        let process = try MockProcess(
            ["certify", "--verify", "certification.json", "certification.journal"],
            in: directory)
        #expect(try await process.exit.status == 3)
        #expect(process.output.unfolded.contains("FALSE case 1.1: pass: the journal shows fail"))
    }

    @Test(
        "Any byte of record or journal that is changed is found, with a sentence that says where",
        arguments: ["certification.json", "certification.journal"])
    func anyByte(file: String) async throws {
        _ = try await certify(["--case", "1.1"], till: [])
        let original = Array(directory.read(file).utf8)
        var generator = SeededGenerator(seed: 15)
        for _ in 1...12 {
            let place = Int.random(in: original.indices, using: &generator)
            let others = Array("\"{}0a, \n".utf8).filter { $0 != original[place] }
            var bytes = original
            bytes[place] = try #require(others.randomElement(using: &generator))
            try directory.write(String(decoding: bytes, as: UTF8.self), to: file)
            let process = try MockProcess(
                ["certify", "--verify", "certification.json", "certification.journal"],
                in: directory)
            let status = try await process.exit.status
            let words = process.errors + process.output
            #expect(status == 2 || status == 3, "byte \(place): \(words)")
            let isNamed =
                words.unfolded.contains("FALSE the journal's hash")
                || words.unfolded.contains("\(file): ")
            #expect(isNamed, "byte \(place): \(words)")
        }
    }

    @Test("A scenario or a plan that is not as it was is found")
    func changedFiles() async throws {
        _ = try await certify(["--case", "1.1"], till: [])
        let name = "flows/f1-dual-success"
        let show = try MockProcess(["scenarios", "--show", name], in: directory)
        _ = try await show.exit
        try directory.write("# Changed.\n" + show.output, to: "own/\(name).yaml")
        let verify = ["certify", "--verify", "certification.json", "certification.journal"]
        let scenario = try MockProcess(verify + ["--scenarios", "own"], in: directory)
        #expect(try await scenario.exit.status == 3)
        #expect(scenario.output.unfolded.contains("FALSE the scenario \(name) has the hash"))

        let plan = try MockProcess(["scenarios", "--show", "plans/certification"], in: directory)
        _ = try await plan.exit
        try directory.write(plan.output + "# Changed.\n", to: "plan.yaml")
        let other = try MockProcess(verify + ["--plan", "plan.yaml"], in: directory)
        #expect(try await other.exit.status == 3)
        #expect(
            other.output.unfolded.contains("the plan at hand has another text"), "\(other.output)")
        #expect(other.output.unfolded.contains("FALSE the verdicts on 1 case: without the plan"))
    }

    @Test("A record of a mock that did not know its commit verifies")
    func withoutCommit() async throws {
        _ = try await certify(["--case", "1.1"], till: [])
        var record = try #require(directory.record().json.members)
        var mock = try #require(record["mock"]?.members)
        mock["commit"] = nil
        record["mock"] = .object(mock)
        record["digest"] = nil
        record.append("digest", .string(Digest.sha256(JSON.object(record).encoded)))
        try directory.write(JSON.object(record).prettyPrinted() + "\n", to: "certification.json")
        #expect(try await verification() == 0)
    }

    @Test("A certification goes on where it ended, and a record is never written over")
    func resume() async throws {
        let script = """
            echo "$ELECTRUM_MOCK_CASE" >> played
            [ "$ELECTRUM_MOCK_CASE" != 1.4 ] || [ -f again ] || exit 77
            exec "$0" till --timeout 300ms --pause 20ms
            """
        let command = ["/bin/sh", "-c", script, MockProcess.binary]
        #expect(
            try await certify(["--case", "1.1", "--case", "1.4"], command: command).status == 3)
        let refused = try await certify(["--case", "1"], command: command)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--resume continues it"))
        try directory.write("", to: "again")
        #expect(
            try await certify(["--resume", "--case", "1.1", "--case", "1.4"], command: command)
                .status == 0)
        // Side by side, in any order.
        let played = directory.read("played").split(separator: "\n").sorted()
        #expect(played == ["1.1", "1.4", "1.4"])
        #expect(try await verification() == 0)
    }

    @Test("A record stays as it is when it goes on with nothing left to play, and after that")
    func resumeOfNothing() async throws {
        let first = ["--case", "1.1", "--case", "6.8"]
        #expect(try await certify(first, till: []).status == 0)
        let results = try directory.record().json["cases"]
        for _ in 0..<2 {
            #expect(try await certify(["--resume", "--case", "1.1"], till: []).status == 0)
            #expect(try directory.record().json["cases"] == results)
            #expect(try await verification() == 0)
        }
        #expect(
            try await certify(["--resume", "--case", "1.4"], till: []).status == 0)
        let cases = try directory.record().json["cases"]?.items ?? []
        // A case that the set-up does not offer stays so beside others, and they stay played.
        let verdicts = ["1.1", "1.4", "6.8"].map { number in
            cases.first { $0["number"]?.text == number }?["verdict"]?.text
        }
        #expect(verdicts == ["pass", "pass", "not-applicable"])
        #expect(try await verification() == 0)
    }

    @Test("A record goes on whose journal is a case ahead, and one with another journal does not")
    func journalAhead() async throws {
        _ = try await certify(["--case", "1.1"], till: [])
        let record = directory.read("certification.json")
        let more = ["--resume", "--case", "1.1", "--case", "1.4"]
        #expect(try await certify(more, till: []).status == 0)
        // As if it had been killed before the record was written.
        try directory.write(record, to: "certification.json")
        #expect(try await certify(more, till: []).status == 0)
        #expect(try await verification() == 0)

        let journal = directory.read("certification.journal")
        try directory.write(
            journal.replacing("\"confirmed\"", with: "\"reversed\""), to: "certification.journal")
        let other = try await certify(more, till: [])
        #expect(other.status == 2)
        #expect(other.errors.contains("is not the journal of its record"))
    }

    @Test("A record goes on about the same till, by the same mock and with its seed")
    func resumeOfAnother() async throws {
        _ = try await certify(["--case", "1.1"], till: [])
        for (options, reason) in [
            (["--till", "Kiosk"], "its till is Desk, not Kiosk"),
            (["--seed", "2"], "with the seed 1, not of"),
        ] {
            let other = try MockProcess(
                ["certify", "-q", "--resume", "--case", "1.4"] + options + ["--", "true"],
                in: directory)
            #expect(try await other.exit.status == 2)
            #expect(other.errors.contains(reason), "\(other.errors)")
        }
        let process = try MockProcess(
            ["certify", "-q", "--resume", "--case", "1.4", "--", MockProcess.binary, "till"],
            in: directory)
        #expect(try await process.exit.status == 0, "\(process.errors)")
        let record = try directory.record().json
        #expect(record["till"]?["name"] == "Desk")
        #expect(record["mock"]?["seed"] == "1")
        // Those that were played before, too.
        #expect(record["scenarios"]?.items?.count == 2)
        #expect(try await verification() == 0)
    }

    @Test("A certification that is interrupted keeps what is known, and leaves nothing running")
    func interrupted() async throws {
        let script = """
            [ "$ELECTRUM_MOCK_CASE" = 1.1 ] && exec "$0" till --timeout 300ms --pause 20ms
            echo $$ > waiting; exec sleep 1000
            """
        let process = try MockProcess(
            ["certify", "-q", "--case", "1", "--", "/bin/sh", "-c", script, MockProcess.binary],
            in: directory)
        try await eventually("the second case is played") {
            directory.files.contains("waiting")
        }
        kill(process.id, SIGINT)
        #expect(try await process.exit.status == 3)
        let verdicts = try directory.record().cases.prefix(2).map { $0["verdict"]?.text }
        #expect(verdicts == ["pass", "not-run"])
        let waiting = Int32(directory.read("waiting").dropLast()) ?? 0
        try await eventually("the command has ended") { ProcessUsage(of: waiting).hasEnded }
    }

    // MARK: Help

    private func certify(
        _ options: [String], till: [String]
    ) async throws -> (status: Int32, errors: String) {
        try await certify(
            options,
            command: [MockProcess.binary, "till", "--timeout", "300ms", "--pause", "20ms"] + till)
    }

    private func certify(
        _ options: [String], command: [String]
    ) async throws -> (status: Int32, errors: String) {
        let process = try MockProcess(
            ["certify", "-q", "--parallel", "8", "--till", "Desk", "--seed", "1"] + options
                + ["--"] + command, in: directory)
        return (try await process.exit.status, process.errors)
    }

    private func verification() async throws -> Int32 {
        try await MockProcess(
            ["certify", "--verify", "certification.json", "certification.journal"],
            in: directory
        ).exit.status
    }
}

extension TemporaryDirectory {
    fileprivate struct Record {
        let json: JSON
        var cases: [JSON] { json["cases"]?.items ?? [] }
        var verdict: String? { json["verdict"]?.text }
    }

    fileprivate func record() throws -> Record {
        Record(json: try JSON(parsing: read("certification.json")))
    }
}
