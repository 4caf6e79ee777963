/// Why a journal record, or a part of one, cannot be understood.
public struct MalformedRecord: Error, Sendable, Equatable, CustomStringConvertible {
    /// For a person, without a full stop.
    public let reason: String

    /// The reason.
    public var description: String { reason }
}
