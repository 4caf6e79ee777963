import HTTPMessages
import JSONTree
import Vocabulary

/// The parameters of a control request.
struct Query {
    private let values: [String: String]
    /// The parameters that stand for words of a search, with their values.
    let searched: [(key: String, value: String)]

    /// No parameters.
    static let none = Query()

    private init() {
        values = [:]
        searched = []
    }

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
        for parameter in call.row.query {
            guard let value = values[parameter.name] else {
                values[parameter.name] = parameter.standard
                continue
            }
            try parameter.check(value, inView: values["view"])
        }
        self.values = values
        searched = call.row.query.filter(\.isSearched).compactMap { parameter in
            values[parameter.name].map { (parameter.name, $0) }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// The view that is asked for, one that the call declares; nil for the usual one.
    var view: String? { values["view"] }

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

extension ControlParameter {
    /// Checks that a value is one of the known words, and that the view has the parameter.
    fileprivate func check(_ value: String, inView view: String?) throws(ControlError) {
        guard words.isEmpty || words.contains(value) else {
            throw ControlError(
                400, "There is no \(name) \(value).",
                hint: "Known: \(words.joined(separator: ", ")).")
        }
        guard value != standard else { return }
        switch scope {
        case .everywhere: return
        case .view(let own) where own != view:
            throw ControlError(
                400, "\(name) is for view=\(own) alone.", hint: "Add view=\(own).")
        case .noView where view != nil:
            throw ControlError(
                400, "view=\(view ?? "") has no \(name).", hint: "Leave one of the two out.")
        case .view, .noView: return
        }
    }
}

extension HTTPRequest {
    /// Returns the body as an object that has no other members than these.
    func bodyObject(of known: [String]) throws(ControlError) -> JSONObject {
        let object = try bodyObject()
        if let stranger = object.members.first(where: { !known.contains($0.name) }) {
            throw ControlError(
                400, "There is no member \(stranger.name).",
                hint: "Known: \(known.joined(separator: ", ")).")
        }
        return object
    }

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
