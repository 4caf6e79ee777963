import Glibc

/// The sources of scenarios and provider profiles: the binary, directories, single files. A file
/// overrides an earlier one of the same name.
package struct ScenarioSources: Sendable {
    /// True if those in the binary are included.
    package var hasStandard: Bool
    /// Directories, which are read with all that is below them.
    package var directories: [String]
    /// Scenario files that the user named by their paths.
    private var named: [(path: String, text: String?)] = []

    /// The standard ones, then those of the directories.
    package init(hasStandard: Bool = true, directories: [String] = []) {
        self.hasStandard = hasStandard
        self.directories = directories
    }

    /// Adds a scenario file. A pipe is read at once, since it can be read only once.
    ///
    /// - Throws: `Diagnostics` if it cannot be read.
    package mutating func add(file path: String) throws(Diagnostics) {
        do throws(Disk.Failure) {
            let status = try Disk.status(of: path)
            let text = status.isRegular ? nil : try Disk.text(of: path, onlyRegular: false)
            named.append((path, text))
        } catch {
            throw Diagnostics(list: [Diagnostic(file: path, message: error.reason)])
        }
    }

    /// A description of the sources: "scenarios, mine and the standard ones in the binary".
    package var description: String {
        let places = directories + named.map(\.path)
        guard hasStandard else {
            return places.isEmpty ? "nowhere" : places.joined(separator: ", ")
        }
        let standard = "the standard scenarios in the binary"
        return places.isEmpty ? standard : places.joined(separator: ", ") + " and " + standard
    }

    /// A value that changes whenever a file is added, edited or removed.
    package struct Revision: Equatable, Sendable {
        /// The directories, and the files that are read.
        package fileprivate(set) var paths: [String] = []
        fileprivate var stamps: [Disk.Stamp] = []
    }

    /// The fingerprint of the files as they are now.
    package var fingerprint: Revision {
        var fingerprint = Revision()
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

    /// Returns the files of each source; sources that override others come later.
    func layers(_ diagnostics: inout [Diagnostic], _ skipped: inout [String]) -> [[LibraryFile]] {
        var layers: [[LibraryFile]] = hasStandard ? [StandardFiles.all] : []
        for directory in directories {
            do throws(Disk.Failure) {
                let walk = try DirectoryWalk(below: directory)
                layers.append(walk.files)
                skipped += walk.skipped
            } catch {
                diagnostics.append(
                    Diagnostic(
                        file: directory, message: error.reason,
                        hint: "name a directory of scenario files"))
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

    /// Returns a named file; one in a directory of the sources has the name that it has there.
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
