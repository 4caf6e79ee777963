import EmbeddedFiles
package import Vocabulary

extension ProductInfo {
    /// The version with the commit that the binary was built from, if that is known: `0.2.0
    /// (4c1af69)`.
    package static var build: String {
        let commit = String(cString: embeddedCommit())
        return commit.isEmpty ? version : "\(version) (\(commit))"
    }
}
