package import Vocabulary

/// A plan of certification: numbered cases that a till plays, each in a sandbox of its own.
package struct Plan: Sendable, Equatable {
    /// The name of its file, without extension.
    package internal(set) var name = ""
    package internal(set) var title = ""
    /// The edition, as records of certification quote it.
    package internal(set) var edition = ""
    package internal(set) var chapters: [Chapter] = []

    /// The cases of all chapters, in the order they are played in.
    package var cases: [Case] { chapters.flatMap(\.cases) }

    /// Cases of one subject.
    package struct Chapter: Sendable, Equatable {
        var number = 0
        package internal(set) var title = ""
        package internal(set) var cases: [Case] = []
    }

    /// A case: a scenario, the variables for the till's command, and what is expected of the till.
    package struct Case: Sendable, Equatable {
        /// The number of its chapter.
        var chapter = 0
        /// The number in its chapter.
        var index = 0
        /// Chapter and number, such as `3.2`.
        package var number: String { "\(chapter).\(index)" }
        package internal(set) var title = ""
        /// The behaviour expected of a till, a sentence.
        package internal(set) var should = ""
        /// Where that is documented.
        package internal(set) var source = ""
        /// The full name of the scenario to play.
        package internal(set) var scenario = ""
        /// The id of the provider to buy from; nil leaves it to the till.
        package internal(set) var provider: String?
        package internal(set) var messaging = Messaging.dual
        /// The price of each voucher, in minor units; nil leaves it to the till.
        package internal(set) var amount: Int64?
        /// The number of sales to make.
        package internal(set) var sales = 1
        /// The feature of the mock without which the case is not applicable.
        package internal(set) var needs: Need?
    }

    /// A set-up that a case depends on.
    package enum Need: String, Sendable, CaseIterable {
        /// TLS between till and mock.
        case tls
        /// Access tokens instead of passwords.
        case oauth2
    }

    /// Returns the cases with these numbers, or of these chapters; all of them if none is given.
    ///
    /// - Throws: `NoSuchCase` for a number that is neither.
    package func cases(numbered numbers: [String]) throws(NoSuchCase) -> [Case] {
        for number in numbers where !cases.contains(where: { $0.isMeant(by: number) }) {
            throw NoSuchCase(number: number, known: cases.map(\.number))
        }
        guard !numbers.isEmpty else { return cases }
        return cases.filter { planned in numbers.contains(where: planned.isMeant) }
    }

    /// A number that no case and no chapter of a plan has.
    package struct NoSuchCase: Error, Equatable, CustomStringConvertible {
        package let number: String
        package let known: [String]

        package var description: String {
            Complaint(unknown: "case", number, among: known).description
        }
    }
}

extension Plan.Case {
    fileprivate func isMeant(by number: String) -> Bool {
        self.number == number || "\(chapter)" == number
    }
}
