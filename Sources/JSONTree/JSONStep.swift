/// A step on the way to a value inside another.
package enum JSONStep: Sendable, Equatable {
    /// To the member of this name.
    case name(String)
    /// To an element, counted from 0.
    case index(Int)
}
