import Dispatch
public import Testing

/// Runs tests on threads of their own. They block in calls to sockets, and the few threads of
/// Swift's pool are needed by the servers that they wait for.
public struct BlockingTests: SuiteTrait, TestTrait, TestScoping {
    /// Every test of a suite is run so.
    public var isRecursive: Bool { true }

    /// Runs one test.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(ThreadExecutor()) { try await function() }
    }
}

extension Trait where Self == BlockingTests {
    /// The tests block.
    public static var blocking: Self { Self() }
}

/// A new queue for every job, so that Dispatch finds a thread for it however many others block.
private final class ThreadExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        DispatchQueue(label: "blocking-test").async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
