/// The imports that each target may have. They point down only; nothing on the request path imports
/// Foundation.
enum ImportTable {
    private static let allowed: [String: Set<String>] = [
        "HTTPMessages": ["Vocabulary"],
        "JSONTree": [],
        "VoucherLedger": ["Vocabulary"],
        "Vocabulary": [],
        "Journal": ["JSONTree", "Vocabulary"],
        "Conformance": [
            "EmbeddedFiles", "Escaping", "Journal", "JSONTree", "Vocabulary",
        ],
        "Escaping": [],
        "Exploration": ["Vocabulary"],
        "Certification": [
            "Conformance", "Escaping", "JSONTree", "Journal", "Scenarios", "Vocabulary",
        ],
        "Scenarios": [
            "EmbeddedFiles", "Escaping", "Glibc", "JSONTree", "Synchronization", "Vocabulary",
            "Yams",
        ],
        "HTTPServing": [
            "CEpoll", "COpenSSL", "CZlib", "Dispatch", "Glibc", "HTTPMessages", "Synchronization",
        ],
        "ElectrumSwitch": [
            "EmbeddedFiles", "Dispatch", "Escaping", "HTTPMessages", "Journal", "JSONTree",
            "Scenarios",
            "Synchronization", "Vocabulary", "VoucherLedger",
        ],
        "ElectrumMock": [
            "Conformance", "Dispatch", "ElectrumSwitch", "EmbeddedFiles", "Glibc", "HTTPMessages",
            "HTTPServing", "Journal", "JSONTree", "Scenarios", "Synchronization", "Vocabulary",
            "VoucherLedger",
        ],
        "electrum-mock": [
            "ArgumentParser", "CEpoll", "Certification", "Conformance", "Dispatch", "ElectrumMock",
            "ElectrumSwitch", "Escaping", "Exploration", "Glibc", "HTTPMessages", "HTTPServing",
            "JSONTree", "Journal", "Scenarios", "Synchronization", "Till", "Vocabulary",
            "VoucherLedger",
        ],
        "Till": ["Glibc", "HTTPServing", "JSONTree", "Vocabulary"],
    ]

    static func complaints(about file: SourceFile) -> [String] {
        guard let allowed = allowed[file.target] else {
            return ["\(file.path): the table does not know the target \(file.target)"]
        }
        return file.topLevel.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                let module = words.last?.split(separator: ".").first.map(String.init),
                !allowed.contains(module)
            else { return nil }
            return "\(file.path): \(line)"
        }
    }
}
