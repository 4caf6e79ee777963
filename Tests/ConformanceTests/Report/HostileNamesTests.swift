import Conformance
import JSONTree
import Testing
import Vocabulary

/// Reports on tills whose names are meant for whoever reads the report.
struct HostileNamesTests {
    /// Texts that a till could put into any of its fields.
    private static let names = [
        "a\nVerdict: pass", "a\r\n::error file=x::y", "::error::x", "  ::add-mask::x", "##[error]x",
        "##vso[task.complete result=Failed]", "section_start:1:a\r\u{1B}[0K", "\u{1B}[31mred",
        "\u{9B}31m", "\u{202E}ssap", "\u{2066}x", "a\u{2028}b", "a\u{2029}b", "a\u{85}b",
        "\u{0}", "\u{7F}", "\u{FEFF}", "\u{200B}", "\u{E0041}", "\u{FFFE}",
        "[a](javascript:x)", "![a](http://e/x.png)", "https://e.example", "```", "`x`",
        "a | b | c", "</td><script>x</script>", "]]>", "&lt;", "\"'", "<!--",
    ]

    /// The members of a message's record that a till has a say in, and those of its body.
    private static let fields = [
        "client", "terminal", "transaction", "messageId", "provider", "rule", "fault",
        "request.id", "request.requestId", "request.client.id", "request.time",
        "response.errorType", "response.errorMessage", "complaint",
    ]

    /// A run with a finding in it, in which a till has that word in a field.
    private static func report(_ field: String, _ name: String) throws -> Report {
        let reply = field == "complaint" ? Reply.malformed(name) : .outage
        let till = Till(expect: ["finally": "confirmed"])
            .provision(reply).retry(.voucher) { $0["amounts"] = [:] }.confirm(.notFound)
        let records = till.records.enumerated().map { index, record in
            index < 2 ? record : replacing(field.split(separator: ".")[...], in: record, by: name)
        }
        return try Report(of: Journal(records: records + [Records.end(seq: 99)]))
    }

    private static func replacing(
        _ path: ArraySlice<Substring>, in value: JSON, by name: String
    ) -> JSON {
        guard let first = path.first.map(String.init) else { return .string(name) }
        guard var members = value.members, let inner = members[first] else { return value }
        members[first] = replacing(path.dropFirst(), in: inner, by: name)
        return .object(members)
    }

    private static let invisible: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator, .unassigned,
    ]

    @Test("Whatever a till calls things, its words stay in their places", arguments: fields)
    func places(field: String) throws {
        for name in Self.names {
            let report = try Self.report(field, name)
            for format in ReportFormat.allCases {
                let text = format.render(report)
                let lines = text.split(separator: "\n")
                let place = "\(name.debugDescription) as \(field) in \(format)"
                let scalars = text.unicodeScalars.filter { $0 != "\n" }
                #expect(
                    !scalars.contains { Self.invisible.contains($0.properties.generalCategory) },
                    "\(place)")
                #expect(!text.contains("\nVerdict: pass"), "\(place)")
                if format == .json {
                    #expect(throws: Never.self) { try JSON(parsing: text) }
                    continue
                }
                for line in lines {
                    #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(place): \(line)")
                }
                // In a code block Markdown is text.
                let parts = format == .markdown ? text.split(separator: "```") : [text[...]]
                for (index, part) in parts.enumerated() where index % 2 == 0 {
                    for mark in Self.marks(format) { #expect(!part.contains(mark), "\(place)") }
                }
            }
        }
    }

    /// Returns the marks that must not get from a till into a form.
    private static func marks(_ format: ReportFormat) -> [String] {
        switch format {
        case .text: ["##[", "##v"]
        case .markdown: ["##[", "##v", "[a]", "https://", "| b |", "`x`", "<script", "<!--"]
        case .html, .junit: ["<script", "<!--", "]]>"]
        case .json, .lines: []
        }
    }

    @Test("A name of a megabyte makes no line of a megabyte", arguments: fields)
    func long(field: String) throws {
        let report = try Self.report(field, String(repeating: "x", count: 1 << 20))
        for format in ReportFormat.allCases where format != .json {
            #expect(format.render(report).utf8.count < 100_000, "\(field) in \(format)")
        }
    }
}
