import Foundation
package import Testing

/// Runs tests on threads of their own, a few at a time. They block in calls to sockets, and the
/// few threads of Swift's pool are needed by the servers that they wait for.
package struct BlockingTests: SuiteTrait, TestTrait, TestScoping {
    /// A test may hold many threads of its own.
    private static let places = Places(count: 16)

    /// Every test of a suite is run so.
    package var isRecursive: Bool { true }

    /// Runs one test.
    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.places.take()
        do {
            try await withTaskExecutorPreference(ThreadExecutor()) { try await function() }
            await Self.places.giveBack()
        } catch {
            await Self.places.giveBack()
            throw error
        }
    }
}

extension Trait where Self == BlockingTests {
    /// The tests block.
    package static var blocking: Self { Self() }
}

/// Something that only so many may have at once; the others wait their turn.
private actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) {
        free = count
    }

    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

/// A new thread for every job: Dispatch has no more than 255, and the servers' lanes need theirs.
private final class ThreadExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
