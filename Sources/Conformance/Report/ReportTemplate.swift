import Escaping

/// A template in the language of Mustache, as far as reports need it: variables `{{name}}`, bare
/// ones `{{{name}}}`, sections `{{#name}}…{{/name}}`, inverted ones `{{^name}}…{{/name}}`, partials
/// `{{> name}}` and the content type `{{% CONTENT_TYPE:NAME}}`. A section or a partial that stands
/// alone on its line takes the line with it.
///
/// The usual libraries import Foundation, which the binary does without.
struct ReportTemplate {
    private indirect enum Token {
        case text(String)
        case variable(String, isEscaped: Bool)
        case section(String, [Token], isInverted: Bool)
        case partial(String)
    }

    /// A mistake in a template.
    struct Mistake: Error {
        let reason: String
    }

    private let tokens: [Token]
    private let form: OutputForm?

    /// - Parameter forms: the forms of output by the names of content types.
    init(_ text: String, forms: [String: OutputForm]) throws(Mistake) {
        var parser = Parser(text)
        tokens = try parser.tokens(until: nil)
        if let name = parser.contentType {
            guard let form = forms[name] else {
                throw Mistake(reason: "no content type \(name)")
            }
            self.form = form
        } else {
            form = nil
        }
    }

    /// Returns the text with the values; names that have none are empty.
    ///
    /// - Parameters:
    ///   - stack: the values, the innermost last.
    ///   - partials: all templates by their names.
    func render(_ stack: [[String: Any]], _ partials: [String: ReportTemplate]) -> String {
        var text = ""
        Renderer(form: form, partials: partials).render(tokens, stack, item: nil, to: &text)
        return text
    }

    private struct Renderer {
        let form: OutputForm?
        let partials: [String: ReportTemplate]

        func render(
            _ tokens: [Token], _ stack: [[String: Any]], item: String?, to text: inout String
        ) {
            for token in tokens {
                switch token {
                case .text(let constant): text += constant
                case .variable(let name, let isEscaped):
                    let value = name == "." ? item ?? "" : Self.text(value(name, stack))
                    text += isEscaped ? form.map { value.escaped(for: $0) } ?? value : value
                case .partial(let name):
                    text += partials[name]?.render(stack, partials) ?? ""
                case .section(let name, let inner, let isInverted):
                    render(value(name, stack), inner, stack, isInverted: isInverted, to: &text)
                }
            }
        }

        private func render(
            _ value: Any?, _ inner: [Token], _ stack: [[String: Any]], isInverted: Bool,
            to text: inout String
        ) {
            var items: [(values: [String: Any], text: String?)] = []
            switch value {
            case let list as [[String: Any]]: items = list.map { ($0, nil) }
            case let list as [String]: items = list.map { ([:], $0) }
            case let values as [String: Any]: items = [(values, nil)]
            case let flag as Bool: items = flag ? [([:], nil)] : []
            default: break
            }
            if isInverted {
                if items.isEmpty { render(inner, stack, item: nil, to: &text) }
                return
            }
            for item in items {
                render(inner, stack + [item.values], item: item.text, to: &text)
            }
        }

        private func value(_ name: String, _ stack: [[String: Any]]) -> Any? {
            stack.last { $0[name] != nil }?[name]
        }

        private static func text(_ value: Any?) -> String {
            switch value {
            case let text as String: text
            case let number as Int: String(number)
            default: ""
            }
        }
    }

    private struct Parser {
        private var rest: Substring
        private var isAtLineStart = true
        private(set) var contentType: String?

        init(_ text: String) { rest = text[...] }

        /// - Parameter name: of the section whose end ends the tokens.
        mutating func tokens(until name: String?) throws(Mistake) -> [Token] {
            var tokens: [Token] = []
            while let open = rest.firstRange(of: "{{") {
                var before = rest[..<open.lowerBound]
                rest = rest[open.upperBound...]
                let isBare = rest.first == "{"
                guard let close = rest.firstRange(of: isBare ? "}}}" : "}}") else {
                    throw Mistake(reason: "a tag does not end")
                }
                let tag = rest[..<close.lowerBound].drop { $0 == "{" }
                rest = rest[close.upperBound...]
                let kind = tag.first ?? " "
                let inner = String(tag.dropFirst().drop { $0 == " " })
                if "#^/>".contains(kind) { takeLine(&before) }
                isAtLineStart = before.isEmpty ? isAtLineStart : before.last == "\n"
                if !before.isEmpty { tokens.append(.text(String(before))) }
                switch kind {
                case "#", "^":
                    tokens.append(
                        .section(
                            inner, try self.tokens(until: inner), isInverted: kind == "^"))
                case "/":
                    guard inner == name else { throw Mistake(reason: "\(inner) ends first") }
                    return tokens
                case ">": tokens.append(.partial(inner))
                case "%": contentType = inner.split(separator: ":").last.map(String.init)
                default:
                    tokens.append(.variable(String(tag), isEscaped: !isBare))
                    isAtLineStart = false
                }
            }
            if let name { throw Mistake(reason: "\(name) does not end") }
            if !rest.isEmpty { tokens.append(.text(String(rest))) }
            rest = ""
            return tokens
        }

        /// Takes the line of a tag that stands alone on it: blanks before it, the line feed after.
        private mutating func takeLine(_ before: inout Substring) {
            let line = before.lastIndex(of: "\n").map { before[before.index(after: $0)...] }
            let isFirst =
                line.map { $0.allSatisfy { $0 == " " } }
                ?? (isAtLineStart && before.allSatisfy { $0 == " " })
            let after = rest.drop { $0 == " " }
            guard isFirst, after.isEmpty || after.first == "\n" else { return }
            if let line { before = before[..<line.startIndex] } else { before = "" }
            rest = after.dropFirst()
            isAtLineStart = true
        }
    }
}
