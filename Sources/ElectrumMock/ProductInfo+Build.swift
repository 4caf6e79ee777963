import EmbeddedFiles
package import Vocabulary

extension ProductInfo {
    /// The commit that the binary was built from; empty if that is not known.
    package static var commit: String { String(cString: embeddedCommit()) }

    /// The version with the commit that the binary was built from, if that is known: `0.2.0
    /// (4c1af69)`.
    package static var build: String {
        commit.isEmpty ? version : "\(version) (\(commit))"
    }
}
