import HTTPMessages
import TestSupport
import Testing

@testable import ElectrumSwitch

@Suite("The events of the control API")
struct EventHubTests {
    private static let begin = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// Sells vouchers, 20 between two looks.
    private func sell(_ numbers: ClosedRange<Int>, by handler: Switch, looks: (Instant) -> Void) {
        for number in numbers {
            let now = Self.begin.advanced(byMs: Int64(number / 20 * 50))
            _ = try? Till(handler, at: now).provision(uuid(number))
            if number % 20 == 0 { looks(now.advanced(byMs: 50)) }
        }
    }

    @Test("keep at most 1 MiB for those who come again, and 256 KiB wait for a watcher")
    func bounds() throws {
        let handler = Switch(Switch.Configuration())
        let hub = handler.hub
        #expect(hub.join(watching: nil))
        let idle = EventStream(hub, only: nil, after: nil, until: nil, at: Self.begin)
        var busy = idle
        var (most, longest, told) = (0, 0, 0)
        sell(1...4_000, by: handler) { now in
            let part = busy.part(at: now) ?? []
            longest = max(longest, part.count)
            told += part.count
            most = max(most, hub.keptBytes)
        }
        #expect(told > 2 * EventHub.ringBytesMax, "\(told)")
        #expect((EventHub.ringBytesMax / 2...EventHub.ringBytesMax).contains(most), "\(most)")
        #expect(longest <= EventStream.waitingBytesMax, "\(longest)")
        var late = idle
        let part = late.part(at: Self.begin.advanced(byMs: 60_000)) ?? []
        #expect(String(decoding: part, as: UTF8.self).contains("event: reset"))
        #expect(part.count < 200)
    }

    @Test("are not made while nobody watches")
    func idle() {
        let handler = Switch(Switch.Configuration())
        sell(1...100, by: handler) { _ in }
        #expect(handler.hub.keptBytes == 0)
        #expect(!handler.isWatched)
        let sandbox = handler.sandboxes.sandbox("default", at: Self.begin)
        #expect(sandbox.setup.events.heads.request(of: 2, in: sandbox) == nil)
    }

    @Test("cost a message nothing again a minute after the last watcher has left")
    func idleAgain() throws {
        let handler = Switch(Switch.Configuration())
        let hub = handler.hub
        let sandbox = handler.sandboxes.sandbox("default", at: Self.begin)
        let heads = sandbox.setup.events.heads
        #expect(hub.join(watching: nil))
        _ = hub.newest(at: Self.begin)
        #expect(try Till(handler, at: Self.begin).provision(uuid(1)).status == 201)
        #expect(heads.request(of: 2, in: sandbox) != nil)
        let number = hub.newest(at: Self.begin.advanced(byMs: 50))
        let kept = hub.keptBytes
        #expect(kept > 0)
        hub.leave(watching: nil)
        let later = Self.begin.advanced(byMs: 60_050)
        #expect(try Till(handler, at: later).provision(uuid(2)).status == 201)
        #expect(heads.request(of: 3, in: sandbox) == nil)
        #expect(hub.keptBytes == kept)
        #expect(hub.newest(at: Self.begin.advanced(byMs: 60)) == number)
    }

    @Test("cost by the look, however many messages come between two")
    func looks() throws {
        let handler = Switch(Switch.Configuration())
        let hub = handler.hub
        _ = handler.sandboxes.sandbox("default", at: Self.begin)
        #expect(hub.join(watching: nil))
        let before = hub.newest(at: Self.begin)
        sell(1...1_000, by: handler) { _ in }
        #expect(hub.keptBytes == 0)
        #expect(hub.newest(at: Self.begin.advanced(byMs: 10_000)) == before + 1)
        #expect(hub.keptBytes < 200)
    }

    @Test("of others do not make a watcher of one sandbox slow")
    func others() throws {
        let handler = Switch(Switch.Configuration())
        let hub = handler.hub
        #expect(hub.join(watching: ["quiet"]))
        var stream = EventStream(hub, only: ["quiet"], after: nil, until: nil, at: Self.begin)
        var now = Self.begin
        sell(1...700, by: handler) { look in
            _ = hub.newest(at: look)
            now = look
        }
        #expect(hub.keptBytes > EventStream.waitingBytesMax)
        let nothing = stream.part(at: now)
        #expect(nothing == nil)
        #expect(try Till(handler, in: "quiet", at: now).provision(uuid(1)).status == 201)
        let part = stream.part(at: now.advanced(byMs: 100)) ?? []
        let text = String(decoding: part, as: UTF8.self)
        #expect(text.contains("event: records"))
        #expect(!text.contains("event: reset"))
    }
}
