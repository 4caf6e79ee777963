/// A file of the library: a scenario, a provider's profile, a plan or the product list.
struct LibraryFile {
    /// The directory whose files are provider profiles.
    static let profilesDirectory = "providers"
    /// The directory whose files are plans of certification.
    static let plansDirectory = "plans"
    /// The file of the product list, without extension.
    private static let catalogue = "products"

    /// The origin of the text.
    enum Origin {
        /// The binary.
        case standard
        /// A directory that holds scenarios, among other things maybe.
        case directory(Disk.Stamp)
        /// A path that the user named.
        case named
        /// A pipe that the user named: it can be read only once.
        case text(String)
    }

    /// The name in messages, which is also the path to open the file by.
    let path: String
    /// The path below the scenarios directory, without extension.
    let name: String
    let origin: Origin
    private let kind: Kind

    private enum Kind {
        case scenario, profile, catalogue, plan
    }

    private static func kind(of name: String) -> Kind {
        if name.hasPrefix(profilesDirectory + "/") { return .profile }
        if name.hasPrefix(plansDirectory + "/") { return .plan }
        return name == catalogue ? .catalogue : .scenario
    }

    /// The last part of the name; for a profile its id.
    var stem: String { String(name.split(separator: "/").last ?? "") }

    var isProfile: Bool { kind == .profile }

    var isCatalogue: Bool { kind == .catalogue }

    var isPlan: Bool { kind == .plan }

    var isScenario: Bool { kind == .scenario }

    /// True for a profile or the product list.
    var isOfProviders: Bool { isProfile || isCatalogue }

    /// True if it is in the binary.
    var isStandard: Bool {
        if case .standard = origin { true } else { false }
    }

    /// True if the user named its path.
    var isNamed: Bool {
        switch origin {
        case .standard, .directory: false
        case .named, .text: true
        }
    }

    /// A file named on its own; it is a profile or a plan if it lies in a directory for those.
    init(path: String) {
        let parts = path.split(separator: "/").suffix(2).map(String.init)
        let directories = [Self.profilesDirectory, Self.plansDirectory]
        let isInOne = parts.count == 2 && directories.contains(parts[0])
        self.init(
            path: path, name: isInOne ? parts.joined(separator: "/") : parts.last ?? path,
            origin: .named)
    }

    /// A file with a name that leaves out the extension.
    init(path: String, name: String, origin: Origin) {
        self.path = path
        let stem = name.utf8[(name.utf8.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex)...]
        self.name = stem.lastIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
        self.origin = origin
        kind = Self.kind(of: self.name)
    }

    func text() throws(Disk.Failure) -> String {
        switch origin {
        case .standard: StandardFiles.text(of: path) ?? ""
        case .directory: try Disk.text(of: path)
        case .named: try Disk.text(of: path, onlyRegular: false)
        case .text(let text): text
        }
    }

    /// Returns true if a file of a directory is a scenario, a profile or the product list.
    static func isCandidate(_ name: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
}
