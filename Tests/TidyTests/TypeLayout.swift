/// One type, one file, named alike.
enum TypeLayout {
    /// Small types that mean nothing without each other, under the name that a reader looks for.
    private static let together: Set<String> = [
        "Sources/ElectrumSwitch/Routes.swift", "Sources/HTTPMessages/HTTPFields.swift",
        "Sources/HTTPMessages/RequestHandler.swift", "Sources/Vocabulary/JournalFields.swift",
        "Sources/VoucherLedger/Command.swift", "Sources/VoucherLedger/Voucher.swift",
    ]

    /// What is wrong with where a file's declarations stand, nil for nothing.
    static func complaint(about file: SourceFile) -> String? {
        let types = file.typeNames
        if together.contains(file.path) {
            return types.count > 1 ? nil : "\(file.path) is no exception any more"
        }
        if types.isEmpty, let extended = file.stem.split(separator: "+").first,
            file.stem.contains("+")
        {
            let isNamedAfterType = file.extendedNames.contains {
                $0 == extended || $0.hasSuffix(".\(extended)")
            }
            return isNamedAfterType ? nil : "\(file.path) extends \(file.extendedNames)"
        }
        return types.isEmpty || types == [file.stem] ? nil : "\(file.path): \(types)"
    }
}
