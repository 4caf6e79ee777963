import HTTPMessages
import JSONTree
import Vocabulary

/// The parameters of a control request.
struct Query {
    private let values: [String: String]
    private let views: [String]

    /// Reads `NAME=VALUE&…`, the parameters of a call; unknown names are errors.
    init(_ request: HTTPRequest, of call: ControlCall) throws(ControlError) {
        let known = call.row.query.map(\.name)
        var values: [String: String] = [:]
        for pair in (request.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard known.contains(name) else {
                throw ControlError(
                    400, "There is no parameter \(name).",
                    hint: known.isEmpty
                        ? "There are none." : "Known: \(known.joined(separator: ", ")).")
            }
            guard let value = PercentEncoding.decode(parts.count == 2 ? parts[1] : "") else {
                throw ControlError(
                    400, "\(name) is not validly percent-encoded.",
                    hint: "Write a percent sign as %25.")
            }
            values[name] = value
        }
        for parameter in call.row.query where values[parameter.name] == nil {
            values[parameter.name] = parameter.standard
        }
        self.values = values
        views = call.row.query.first { $0.name == "view" }.map(\.words) ?? []
    }

    subscript(name: String) -> String? { values[name] }

    /// Returns the view that is asked for, one that the call declares; nil for the usual one.
    func view() throws(ControlError) -> String? {
        guard let view = values["view"] else { return nil }
        guard views.contains(view) else {
            throw ControlError(
                400, "There is no view \(view).", hint: "Known: \(views.joined(separator: ", ")).")
        }
        return view
    }

    /// Returns a whole number from 0; nil without one.
    func number(_ name: String) throws(ControlError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw ControlError(
                400, "\(name) is not a whole number: \(text)", hint: "Write it like \(name)=1.")
        }
        return number
    }

    /// Returns `true` or `false`; the latter without either.
    func flag(_ name: String) throws(ControlError) -> Bool {
        switch values[name] {
        case nil, "false": return false
        case "true": return true
        case let text?:
            throw ControlError(
                400, "\(name) is neither true nor false: \(text)", hint: "Write \(name)=true.")
        }
    }

    /// Reads a duration with a unit.
    func duration(_ name: String) throws(ControlError) -> Duration {
        try Self.duration(values[name] ?? "", of: name)
    }

    /// Reads a duration with a unit.
    static func duration(_ text: String, of name: String) throws(ControlError) -> Duration {
        guard let span = try? Duration(written: text) else {
            throw ControlError(
                400, "\(name) is not a valid duration: \(text)",
                hint: "Durations carry a unit: 250ms, 30s, 5m, 24h, 7d.")
        }
        return span
    }
}

extension HTTPRequest {
    /// Returns the body as an object; no body is an empty one.
    func bodyObject() throws(ControlError) -> JSONObject {
        guard !body.isEmpty else { return JSONObject() }
        let json: JSON
        do {
            json = try JSON(parsing: body)
        } catch {
            throw ControlError(400, "Malformed JSON at \(error).", hint: "Send a JSON object.")
        }
        guard let object = json.members else {
            throw ControlError(400, "The body is not a JSON object.", hint: "Write {…}.")
        }
        return object
    }
}
