import HTTPMessages
import JSONTree

/// JSON, or what might be: a tree keeps its text, and a mock answers it as a message.
struct FuzzedMessage {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Checks that accepted texts encode to the same tree, and that others get an error.
    func check() {
        if let tree = try? JSON(parsing: bytes) {
            precondition((try? JSON(parsing: tree.encoded)) == tree, "the tree changed")
        }
        var connection = FuzzedConnection(limits: HTTPLimits())
        for path in ["/vouchers", "/vouchers/confirmations", "/redemptions"] {
            let head = """
                POST \(path) HTTP/1.1\r
                Host: localhost\r
                Authorization: Basic MjIyMjIyMjI6c2VjcmV0\r
                Content-Type: application/json\r
                Content-Length: \(bytes.count)\r
                \r

                """
            connection.receive((Array(head.utf8) + bytes)[...])
        }
        precondition(connection.answers.count == 3, "a message got no answer, or no single one")
        let areGood = connection.answers.allSatisfy { answer in
            ["2", "4"].contains { answer.starts(with: "HTTP/1.1 \($0)".utf8) }
        }
        precondition(areGood, "a message was the server's fault")
    }
}
