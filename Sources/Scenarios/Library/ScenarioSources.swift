import Glibc

/// Where scenarios and provider profiles come from: the binary, directories, single files. A file
/// overrides one of the same name that comes before it.
public struct ScenarioSources: Sendable {
    /// Whether those in the binary are among them.
    public var hasStandard: Bool
    /// Directories, which are read with all that is below them.
    public var directories: [String]
    /// Scenario files that the user named by their paths.
    private var named: [(path: String, text: String?)] = []

    /// The standard ones, then those of the directories.
    public init(hasStandard: Bool = true, directories: [String] = []) {
        self.hasStandard = hasStandard
        self.directories = directories
    }

    /// Adds a scenario file. A pipe is read at once, as it can be read only once.
    /// - Throws: `Diagnostics` when it cannot be read.
    public mutating func add(file path: String) throws(Diagnostics) {
        do throws(Disk.Failure) {
            let status = try Disk.status(of: path)
            let text = status.isRegular ? nil : try Disk.text(of: path, onlyRegular: false)
            named.append((path, text))
        } catch {
            throw Diagnostics(list: [Diagnostic(file: path, message: error.reason)])
        }
    }

    /// Where is looked, in words: "scenarios, mine and the standard ones in the binary".
    public var description: String {
        let places = directories + named.map(\.path)
        guard hasStandard else {
            return places.isEmpty ? "nowhere" : places.joined(separator: ", ")
        }
        let standard = "the standard scenarios in the binary"
        return places.isEmpty ? standard : places.joined(separator: ", ") + " and " + standard
    }

    /// What changes whenever a file does, comes or goes, however small the change.
    public struct Fingerprint: Equatable, Sendable {
        /// The directories, and the files that are read.
        public fileprivate(set) var paths: [String] = []
        fileprivate var stamps: [Disk.Stamp] = []
    }

    /// The fingerprint of the files as they are now.
    public var fingerprint: Fingerprint {
        var fingerprint = Fingerprint()
        for directory in directories {
            guard let walk = try? DirectoryWalk(below: directory) else { continue }
            fingerprint.paths.append(directory)
            for file in walk.files {
                guard case .directory(let stamp) = file.origin else { continue }
                fingerprint.paths.append(file.path)
                fingerprint.stamps.append(stamp)
            }
        }
        for (path, text) in named where text == nil {
            guard let status = try? Disk.status(of: path) else { continue }
            fingerprint.paths.append(path)
            fingerprint.stamps.append(Disk.Stamp(status))
        }
        return fingerprint
    }

    /// The files of each source, those that override others behind them.
    func layers(_ diagnostics: inout [Diagnostic], _ skipped: inout [String]) -> [[LibraryFile]] {
        var layers: [[LibraryFile]] = hasStandard ? [StandardFiles.all] : []
        for directory in directories {
            do throws(Disk.Failure) {
                let walk = try DirectoryWalk(below: directory)
                layers.append(walk.files)
                skipped += walk.skipped
            } catch {
                diagnostics.append(Diagnostic(file: directory, message: error.reason))
            }
        }
        let known = layers.joined()
        let paths = named.map(\.path)
        return layers
            + named.map { path, text in
                let name = Self.name(of: path, among: paths)
                return [Self.file(path, name, text, among: Array(known))]
            }
    }

    /// The last parts of a path, as few as tell it from the others.
    private static func name(of path: String, among paths: [String]) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        let others = paths.filter { $0 != path }.map {
            $0.split(separator: "/").filter { $0 != "." }
        }
        let count = (1...max(1, parts.count)).first { count in
            !others.contains { $0.suffix(count) == parts.suffix(count) }
        }
        let name = parts.suffix(count ?? parts.count).joined(separator: "/")
        return name.isEmpty ? "scenario" : name
    }

    /// A named file that lies in one of the directories has the name that it has there.
    private static func file(
        _ path: String, _ name: String, _ text: String?, among files: [LibraryFile]
    ) -> LibraryFile {
        let identity = (try? Disk.status(of: path)).map { Disk.Identity($0) }
        let same = files.last { file in
            guard case .directory(let stamp) = file.origin else { return false }
            return stamp.identity == identity
        }
        return LibraryFile(
            path: path, name: same?.name ?? name, origin: text.map { .text($0) } ?? .named)
    }
}
