import Foundation
import JSONTree
import TestSupport
import Testing

/// `electrum-mock demo`: a scenario drawn as it happens.
@Suite(.blocking) struct DemoTests {
    @Test(
        "A demonstration draws who heard what, says what all believe, and fits a terminal",
        arguments: [
            ([], "lost reply by silence"), (["faults/lost-reply-silence"], "till left"),
            (["faults/lost-request-close"], "no answer: closed"),
        ])
    func drawn(arguments: [String], line: String) async throws {
        let demo = try MockProcess(["demo"] + arguments)
        #expect(try await demo.exit.status == 0, "\(demo.errors)")
        let output = demo.output
        #expect(output.contains(line), "\(output)")
        #expect(output.contains("◆<-------------------- 201 voucher"), "\(output)")
        #expect(output.contains("All agree."), "\(output)")
        #expect(output.contains("Verdict on the till: pass"), "\(output)")
        let long = output.split(separator: "\n").filter { $0.count > 80 }
        #expect(long.isEmpty, "\(long)")
    }

    @Test("A wrong till is shown where its defect is, with the rule that it breaks")
    func wrong() async throws {
        let demo = try MockProcess(["demo", "--defect", "gives-up-after-503"])
        #expect(try await demo.exit.status == 3, "\(demo.errors)")
        #expect(demo.output.contains("A till with a defect: Takes a 503 for the end of the sale."))
        #expect(demo.output.contains("Verdict on the till: fail"), "\(demo.output)")
        #expect(demo.output.contains("D1 fail: "), "\(demo.output)")
        #expect(!demo.output.split(separator: "\n").contains { $0.count > 80 })
    }

    @Test("With a console the till begins when somebody watches, and the page stays")
    func console() async throws {
        let demo = try MockProcess(["demo", "--console"])
        try await eventually("it tells an address") { demo.output.contains("#/s/default") }
        let digits = demo.output.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        let port = try #require(UInt16(digits))
        #expect(!demo.output.contains("provision"))
        let page = try WireClient(port: port)
        page.send("GET /_mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try await eventually("the till is done") { demo.output.contains("Control-C") }
        let row = try ControlClient(port: port).ask("GET", "/sandboxes/default?view=summary").json
        #expect(row["verdict"] == "pass")
        #expect(demo.isRunning)
        page.close()
        demo.signal(SIGINT)
        #expect(try await demo.exit.status == 0, "\(demo.errors)")
        #expect(demo.output.contains("Verdict on the till: pass"), "\(demo.output)")
    }

    @Test("A message is drawn when it has happened, and an interrupt ends the demonstration")
    func interrupted() async throws {
        let demo = try MockProcess(["demo", "faults/lost-reply-silence"])
        try await eventually("the lost reply is drawn") { demo.output.contains("till left") }
        #expect(demo.isRunning)
        #expect(!demo.output.contains("Verdict"))
        demo.signal(SIGINT)
        let exit = try await demo.exit
        #expect(exit.wasSignalled && exit.status == SIGINT, "\(exit)")
        #expect(!demo.output.contains("Verdict"))
    }
}
