/// One subject, one file: it is named after a type in it, or after the type that it extends.
enum TypeLayout {
    /// Files with the name of a subject that no type has.
    private static let subjects: Set<String> = [
        "Sources/Vocabulary/JournalFields.swift", "Sources/Vocabulary/TransactionWords.swift",
        "Sources/VoucherLedger/Outcomes.swift", "Sources/VoucherLedger/Requests.swift",
    ]

    /// Returns the mistake in the placement of a file's declarations; nil for none.
    static func complaint(about file: SourceFile) -> String? {
        let types = file.typeNames
        if file.stem.contains("+"), let extended = file.stem.split(separator: "+").first {
            let isNamedAfterType = file.extendedNames.contains {
                $0 == extended || $0.hasSuffix(".\(extended)") || $0.hasPrefix("\(extended).")
            }
            return isNamedAfterType ? nil : "\(file.path) extends \(file.extendedNames)"
        }
        return types.isEmpty || types.contains(file.stem) || subjects.contains(file.path)
            ? nil : "\(file.path): \(types)"
    }
}
