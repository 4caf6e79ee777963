import Dispatch
import Glibc
import Testing

@testable import HTTPServing

@Suite("A lane that idles", .timeLimit(.minutes(2)))
struct IdlingTests {
    private let bell: Bell
    private let executor: LaneExecutor

    init() throws {
        bell = try Bell()
        executor = LaneExecutor(label: "idling", bell: bell)
    }

    @Test("wakes for a job of another thread, long before the end of its wait")
    func wakesForAJob() async {
        let isIdle = await withCheckedContinuation { idles in
            executor.queue.async { [executor, bell] in
                executor.idling { isIdle in
                    idles.resume(returning: isIdle)
                    _ = bell.isRinging(withinMs: 3_600_000)
                }
            }
        }
        #expect(isIdle)
        await withCheckedContinuation { done in
            executor.submit { done.resume() }
        }
    }

    @Test("is not idle while a job waits for its turn, and is again when it has run")
    func jobsComeFirst() async {
        let isIdle = await withCheckedContinuation { result in
            executor.queue.async { [executor] in
                executor.submit {}
                result.resume(returning: executor.idling { $0 })
            }
        }
        #expect(!isIdle)
        let isIdleAgain = await withCheckedContinuation { result in
            executor.submit { [executor] in result.resume(returning: executor.idling { $0 }) }
        }
        #expect(isIdleAgain)
    }

    @Test("is told of a ring once, and not of those before it was heard")
    func ringsOnce() throws {
        let poller = try Poller(eventsMax: 4, bell: bell)
        bell.ring()
        bell.ring()
        #expect(poller.poll(forMs: 3_600_000).isEmpty)
        #expect(poller.poll().isEmpty)
        #expect(!bell.isRinging(withinMs: 0))
    }
}

extension Bell {
    /// Waits for a ring.
    fileprivate func isRinging(withinMs wait: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, wait) == 1
    }
}
