/// A reason why a journal record, or a part of one, cannot be read.
package struct MalformedRecord: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason, without a full stop.
    package let reason: String

    /// The reason.
    package var description: String { reason }
}
