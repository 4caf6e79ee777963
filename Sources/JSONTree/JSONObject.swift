/// The members of an object in the order they were written, every name once.
package struct JSONObject: Sendable, Equatable {
    /// A name and its value.
    package struct Member: Sendable, Equatable {
        /// Unique within its object.
        package let name: String
        /// Any value, `null` too.
        package var value: JSON
    }

    /// In the order written.
    package private(set) var members: [Member]

    /// An object without members.
    package init() {
        members = []
    }

    /// An object with these members in this order.
    ///
    /// - Precondition: every name is given once (checked in debug builds only).
    package init(_ members: [(String, JSON)]) {
        self.init()
        self.members.reserveCapacity(members.count)
        for (name, value) in members {
            append(name, value)
        }
    }

    /// An object with these members in this order; the caller has checked that their names differ.
    package init(checked members: [Member]) {
        self.members = members
    }

    /// The value of a member. Setting one replaces it in place or appends it; nil removes it.
    package subscript(name: String) -> JSON? {
        get {
            index(of: name).map { members[$0].value }
        }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member at the end.
    ///
    /// - Precondition: the name is new (checked in debug builds only).
    package mutating func append(_ name: String, _ value: JSON) {
        assert(index(of: name) == nil, "member name \(name) appears twice")
        members.append(Member(name: name, value: value))
    }

    private func index(of name: String) -> Int? {
        members.firstIndex { $0.hasName(name) }
    }
}

extension JSONObject.Member {
    /// True if the names are equal scalar by scalar (RFC 8259, section 8.3).
    func hasName(_ other: String) -> Bool {
        // `==` alone would take "é" and "e" with an accent after it for one name; it comes first
        // because it tells most names apart at once.
        name == other && name.utf8.elementsEqual(other.utf8)
    }
}
