import EmbeddedFiles
import Escaping

/// The templates in the binary. They are parsed when the first report in one of their forms is
/// written; every value is escaped for the form of its template.
enum Templates {
    /// Returns a document; a mistake in a template is a programmer's.
    static func render(_ name: String, _ values: [String: Any]) -> String {
        guard let template = all[name] else {
            preconditionFailure("the template \(name) is not in the binary")
        }
        return template.render([values], all)
    }

    private static let forms: [String: OutputForm] = [
        "MARKUP": .markup, "MARKDOWN": .markdown, "CODE": .codeBlock,
    ]

    /// By names without their last extension and without `.html`.
    private static let all: [String: ReportTemplate] = {
        var templates: [String: ReportTemplate] = [:]
        guard var file = embeddedTemplates() else { return templates }
        while let path = file.pointee.name {
            let bytes = UnsafeBufferPointer(
                start: file.pointee.start, count: file.pointee.end - file.pointee.start)
            var name = String(cString: path)
            for ending in [".mustache", ".html"] where name.hasSuffix(ending) {
                name.removeLast(ending.count)
            }
            do throws(ReportTemplate.Mistake) {
                let text = String(decoding: bytes, as: UTF8.self)
                templates[name] = try ReportTemplate(text, forms: forms)
            } catch {
                preconditionFailure("the template \(name): \(error.reason)")
            }
            file += 1
        }
        return templates
    }()
}
