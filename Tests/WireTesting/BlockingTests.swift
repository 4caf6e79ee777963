import Foundation
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

/// A new thread for every job. Those of Dispatch are limited in number, and the servers need some.
private final class ThreadExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
