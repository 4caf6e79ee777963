import Conformance
import JSONTree
import Vocabulary

/// A message of the simulated till, before the journal gives it a number.
struct SimulatedMessage {
    let operation: String
    let transaction: String
    let client: String
    let provider: String
    let at: Int64
    let finishedAt: Int64
    let request: JSON
    let reply: Reply

    /// As the journal has it once finished, or at an earlier time.
    func record(seq: Int, at time: Int64 = .max) -> JSON {
        let isFinished = finishedAt <= time
        let finish = Timestamp(milliseconds: finishedAt).description
        let status = reply.status.map { JSON.number(JSONNumber($0)) } ?? .null
        return [
            "seq": .number(JSONNumber(seq)),
            "at": .string(Timestamp(milliseconds: at).description),
            "finishedAt": isFinished ? .string(finish) : .null,
            "sandbox": "default", "operation": .string(operation),
            "transaction": .string(transaction), "messageId": request["id"] ?? .null,
            "client": .string(client), "terminal": "term0001", "provider": .string(provider),
            "rule": Records.text(reply.rule), "fault": Records.text(reply.fault),
            "processed": .bool(reply.isVoucher), "status": isFinished ? status : .null,
            "ended": .string(isFinished ? reply.ended : "pending"),
            "request": request, "response": isFinished ? reply.response : .null,
        ]
    }
}
