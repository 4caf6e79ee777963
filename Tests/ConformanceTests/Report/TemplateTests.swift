import Foundation
import Testing

@testable import Conformance

/// The templates of reports, as they are in the binary.
struct TemplateTests {
    private static let root =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        + "/Sources/EmbeddedFiles/"

    private static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: root + "templates")) ?? []).sorted()

    @Test("All files of templates/ are listed in Sources/EmbeddedFiles/templates.S")
    func list() throws {
        let text = try String(contentsOfFile: Self.root + "templates.S", encoding: .utf8)
        let listed = text.matches(of: /#define FILE "([^"]*)"/).map { String($0.1) }
        #expect(!listed.isEmpty)
        #expect(listed == Self.names)
    }

    @Test("The ladder's image is the only value that is written as it is")
    func escaping() throws {
        for name in Self.names {
            let text = try String(contentsOfFile: Self.root + "templates/" + name, encoding: .utf8)
            let bare = text.matches(of: /\{\{\{([^}]*)\}\}\}|\{\{&([^}]*)\}\}/).map { String($0.0) }
            #expect(bare == (name == "report.html.mustache" ? ["{{{svg}}}"] : []), "\(name)")
            // A partial is escaped for HTML as the library does it, unless it says otherwise.
            #expect(
                text.hasPrefix("{{% CONTENT_TYPE:") || !text.contains("{{"), "\(name)")
        }
    }
}
