/// A file of scenarios or of a provider's profile.
struct LibraryFile {
    /// The directory whose files are provider profiles.
    static let profilesDirectory = "providers"
    /// The file of the product list, without extension.
    private static let catalogue = "products"

    /// Where the text comes from.
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

    /// What messages call it; the path to open it by, if it is to be opened.
    let path: String
    /// The path below the scenarios directory, without extension.
    let name: String
    let origin: Origin

    /// The last part of the name; for a profile its id.
    var stem: String { String(name.split(separator: "/").last ?? "") }

    var isProfile: Bool { name.hasPrefix(Self.profilesDirectory + "/") }

    var isCatalogue: Bool { name == Self.catalogue }

    var isScenario: Bool { !isProfile && !isCatalogue }

    /// Whether the user named its path.
    var isNamed: Bool {
        switch origin {
        case .standard, .directory: false
        case .named, .text: true
        }
    }

    /// A file given by itself belongs to a profile when it lies in a directory for them.
    init(path: String) {
        let parts = path.split(separator: "/").suffix(2)
        let file = parts.last.map(String.init) ?? path
        let isProfile = parts.count == 2 && parts.first == Self.profilesDirectory[...]
        self.init(
            path: path, name: isProfile ? "\(Self.profilesDirectory)/\(file)" : file,
            origin: .named)
    }

    /// A file of that name, whose extension is left out.
    init(path: String, name: String, origin: Origin) {
        self.path = path
        let stemStart = name.lastIndex(of: "/") ?? name.startIndex
        self.name =
            name[stemStart...].lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        self.origin = origin
    }

    func text() throws(Disk.Failure) -> String {
        switch origin {
        case .standard: StandardFiles.text(of: path) ?? ""
        case .directory: try Disk.text(of: path)
        case .named: try Disk.text(of: path, onlyRegular: false)
        case .text(let text): text
        }
    }

    /// Whether a file of a directory holds a scenario, a profile or the product list.
    static func isCandidate(_ name: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
}
