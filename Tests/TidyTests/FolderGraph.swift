/// The folders of a target, and which of them mention types that another one declares.
struct FolderGraph {
    /// A file that mentions a type of another folder.
    private struct Mention {
        let from: SourceFile
        let name: String
        let to: SourceFile

        var text: String { "\(from.path) mentions \(name) of \(to.path)" }
    }

    /// By folder and folder mentioned.
    private var mentions: [String: [String: Mention]] = [:]

    init(of files: [SourceFile]) {
        var declared: [String: SourceFile] = [:]
        for file in files {
            for name in file.typeNames { declared[name] = file }
        }
        for file in files {
            for name in file.words.sorted() {
                guard let other = declared[name], other.folder != file.folder else { continue }
                mentions[file.folder, default: [:]][other.folder] =
                    Mention(from: file, name: name, to: other)
            }
        }
    }

    /// The mentions that close a circle of folders, one for each folder and neighbour in it.
    var cycles: [String] {
        mentions.flatMap { folder, neighbours in
            neighbours.filter { reachable(from: $0.key).contains(folder) }.map(\.value.text)
        }.sorted()
    }

    private func reachable(from folder: String) -> Set<String> {
        var found: Set<String> = []
        var open = [folder]
        while let next = open.popLast() {
            guard found.insert(next).inserted else { continue }
            open += mentions[next].map { Array($0.keys) } ?? []
        }
        return found
    }
}

extension SourceFile {
    /// The path of the directory that the file is in.
    var folder: String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// The identifiers and keywords of the code.
    var words: Set<String> {
        Set(
            code.flatMap { line in
                line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            })
    }
}
