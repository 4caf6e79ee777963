import HTTPMessages

/// Messages that the tests of the exchange send and expect.
enum Samples {
    /// The bytes of a GET.
    static func get(_ target: String = "/", _ fields: String..., version: String = "1.1")
        -> String
    {
        let lines = ["GET \(target) HTTP/\(version)", "Host: h"] + fields
        return lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// The same, as the handler gets it.
    static func getRequest(_ target: String = "/", _ fields: HTTPField...) -> HTTPRequest {
        HTTPRequest(
            method: "GET", target: target, fields: HTTPFields([HTTPField("Host", "h")] + fields))
    }

    /// The bytes of a POST of `length` bytes, up to the empty line.
    static func postHead(_ target: String = "/", length: Int, _ fields: String...) -> String {
        let lines = ["POST \(target) HTTP/1.1", "Host: h", "Content-Length: \(length)"] + fields
        return lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// Status 200 with the content `ok`.
    static let ok = HTTPResponse(status: 200, body: Array("ok".utf8))

    /// The bytes of a response as they must stand on the wire.
    static func response(
        _ status: String, date: String = "Sun, 06 Nov 1994 08:49:37 GMT", _ fields: String...,
        body: String = ""
    ) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status)", "Date: \(date)"] + fields
        return Array((lines.map { $0 + "\r\n" }.joined() + "\r\n" + body).utf8)
    }

    /// The bytes of `ok`, framed.
    static let okBytes = response("200 OK", "Content-Length: 2", body: "ok")

    /// The same when it is the last answer.
    static let lastOKBytes = response(
        "200 OK", "Content-Length: 2", "Connection: close", body: "ok")

    static let continueBytes = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// The bytes of a refusal.
    static func refusal(
        _ status: String, _ reason: String, date: String = "Sun, 06 Nov 1994 08:49:37 GMT"
    ) -> [UInt8] {
        let body = "\(status): \(reason)\n"
        return response(
            status, date: date, "Content-Type: text/plain; charset=utf-8",
            "Content-Length: \(body.utf8.count)", "Connection: close", body: body)
    }
}
