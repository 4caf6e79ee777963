/// Reads files one after the other and gathers what is in them, and all their mistakes.
struct Loader {
    private(set) var scenarios: [Scenario] = []
    private(set) var profiles: [ProviderProfile] = []
    /// Nil when no file tells of products.
    private(set) var products: [Product]?
    private(set) var diagnostics: [Diagnostic] = []
    private var claims = RouteClaims()
    private var paths: [String: String] = [:]

    /// The files below a directory; none when it cannot be read.
    mutating func files(below directory: String) -> [LibraryFile] {
        do throws(Disk.Failure) {
            return try LibraryFile.all(below: directory)
        } catch {
            diagnostics.append(Diagnostic(file: directory, message: error.reason))
            return []
        }
    }

    /// Reads files of one library; they may name the profiles with the ids `providers`.
    mutating func read(_ files: [LibraryFile], providers: [String]) {
        for file in files {
            do throws(Diagnostics) {
                try read(file, providers)
            } catch {
                diagnostics += error.list
            }
        }
    }

    private mutating func read(_ file: LibraryFile, _ providers: [String]) throws(Diagnostics) {
        let yaml = try text(of: file)
        if let other = paths[file.name] {
            throw Diagnostics(list: [
                Diagnostic(
                    file: file.path, message: "two files are named `\(file.name)`",
                    hint: "the other is \(other)")
            ])
        }
        paths[file.name] = file.path
        if file.isProfile {
            profiles.append(
                try ProviderProfile(id: file.stem, yaml: yaml, file: file.path, &claims))
        } else if file.isCatalogue {
            products = try Product.all(yaml: yaml, file: file.path, providers: providers)
        } else {
            scenarios.append(
                try Scenario(name: file.name, yaml: yaml, file: file.path, providers: providers))
        }
    }

    private func text(of file: LibraryFile) throws(Diagnostics) -> String {
        do throws(Disk.Failure) {
            return try Disk.text(of: file.path)
        } catch {
            throw Diagnostics(list: [Diagnostic(file: file.path, message: error.reason)])
        }
    }
}
