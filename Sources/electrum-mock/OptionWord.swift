import ArgumentParser

/// The value of an option that is one of several words.
///
/// It says what it needs to: what ArgumentParser derives from the cases by key paths and reflection
/// takes a tenth of the start of `serve`.
protocol OptionWord: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension OptionWord {
    init?(argument: String) {
        self.init(rawValue: argument)
    }

    var defaultValueDescription: String { rawValue }

    static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
