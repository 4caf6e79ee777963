import Testing
import Vocabulary

@testable import ElectrumSwitch

struct TokensTests {
    @Test("Beyond 10,000 tokens the oldest are forgotten")
    func bound() {
        var tokens = Tokens(seed: 7, sandbox: "default")
        let credentials = Credentials(user: "22222222", fingerprint: "abcdef")
        let grants = (0...Tokens.tokensMax).map { _ in
            tokens.grant(
                to: credentials, client: "till", refreshToken: nil,
                until: SandboxTime(nanoseconds: 10))
        }
        #expect(Set(grants.map(\.accessToken)).count == grants.count)
        #expect(isKnown(grants[Tokens.tokensMax], in: tokens))
        #expect(!isKnown(grants[0], in: tokens))
        #expect(tokens.holder(ofRefreshToken: grants[0].refreshToken, client: "till") == nil)
    }

    @Test("Sandboxes with one seed give out different tokens")
    func sandboxes() {
        let credentials = Credentials(user: "22222222", fingerprint: "abcdef")
        let tokens = ["a", "b"].map { name in
            var tokens = Tokens(seed: 7, sandbox: name)
            return tokens.grant(
                to: credentials, client: "till", refreshToken: nil,
                until: SandboxTime(nanoseconds: 1)
            )
            .accessToken
        }
        #expect(tokens[0] != tokens[1])
    }

    private func isKnown(_ grant: Tokens.Grant, in tokens: Tokens) -> Bool {
        if case .known = tokens.holder(of: grant.accessToken, at: .begin) { true } else { false }
    }
}
