/// A file of a scenarios directory.
struct LibraryFile {
    /// The directory whose files are provider profiles.
    static let profilesDirectory = "providers"
    /// The file of the product list, without extension.
    private static let catalogue = "products"

    /// The path to open it by.
    let path: String
    /// The path below the scenarios directory, without extension.
    let name: String

    /// The last part of the name; for a profile its id.
    var stem: String { String(name.split(separator: "/").last ?? "") }

    var isProfile: Bool { name.hasPrefix(Self.profilesDirectory + "/") }

    var isCatalogue: Bool { name == Self.catalogue }

    /// A file given by itself belongs to a profile when it lies in a directory for them.
    init(path: String) {
        let parts = path.split(separator: "/").suffix(2)
        let file = parts.last.map(String.init) ?? path
        let isProfile = parts.count == 2 && parts.first == Self.profilesDirectory[...]
        self.init(path: path, name: isProfile ? "\(Self.profilesDirectory)/\(file)" : file)
    }

    private init(path: String, name: String) {
        self.path = path
        self.name = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// All files below a directory, in order of their names. Deeper than eight levels nothing is
    /// looked for, lest links lead in a circle.
    static func all(below directory: String) throws(Disk.Failure) -> [LibraryFile] {
        let isProfiles = directory.split(separator: "/").last == profilesDirectory[...]
        return try all(
            below: directory, prefix: isProfiles ? profilesDirectory + "/" : "", levels: 8)
    }

    private static func all(
        below directory: String, prefix: String, levels: Int
    ) throws(Disk.Failure) -> [LibraryFile] {
        var files: [LibraryFile] = []
        for name in try Disk.names(in: directory) {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            if Disk.isDirectory(path) {
                guard levels > 1 else { continue }
                files += try all(below: path, prefix: "\(prefix)\(name)/", levels: levels - 1)
            } else if isScenarioOrProfile(name), prefix + name != "schema.json" {
                files.append(LibraryFile(path: path, name: prefix + name))
            }
        }
        return files
    }

    private static func isScenarioOrProfile(_ name: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
}
