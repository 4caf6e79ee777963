import COpenSSL
import Testing

@testable import HTTPServing

@Suite("Mutual TLS")
struct MutualTLSTests {
    private static let versions = [TLS1_2_VERSION, TLS1_3_VERSION]

    private let shop = TestCertificates.authority("Shop")
    private let context: TLSContext

    init() throws {
        context = try TestCertificates.context(
            TestCertificates.selfSigned().identity,
            clientAuthorities: TestCertificates.text(shop.certificate))
    }

    private func options(_ version: Int32, _ identity: TLSIdentity?) -> TLSClient.Options {
        TLSClient.Options(versions: version...version, identity: identity)
    }

    private func till(_ name: String = "till 7") -> TLSIdentity {
        TestCertificates.identity(name, usage: "clientAuth", by: shop)
    }

    @Test("knows the client by its certificate", arguments: versions)
    func subject(_ version: Int32) throws {
        let pair = try TLSPair(context, options(version, till()))
        #expect(pair.server.state == .established)
        #expect(pair.server.clientSubject == "CN=till 7")
    }

    @Test(
        "gives the subject in one line, with its specials escaped",
        arguments: [
            ("till, 7", "CN=till\\, 7"), ("a\nb", "CN=a\\0Ab"), ("Kasse Zürich", "CN=Kasse Zürich"),
        ])
    func subjectLine(_ name: String, _ line: String) throws {
        let pair = try TLSPair(context, options(TLS1_3_VERSION, till(name)))
        #expect(pair.server.clientSubject == line)
    }

    @Test("still knows the client when the session is resumed", arguments: versions)
    func resumption(_ version: Int32) throws {
        var options = options(version, till())
        let first = try TLSPair(context, options)
        options.session = first.client.session
        let pair = try TLSPair(context, options)
        #expect(!first.client.isResumed)
        #expect(pair.client.isResumed)
        #expect(pair.server.clientSubject == "CN=till 7")
    }

    @Test("refuses a client without a certificate", arguments: versions)
    func missing(_ version: Int32) throws {
        let pair = try TLSPair(context, options(version, nil))
        #expect(pair.server.state == .failed(.clientCertificateMissing))
        #expect(pair.server.clientSubject == nil)
        #expect(pair.client.failure != nil)
    }

    @Test("reads nothing of a client that is refused")
    func nothingRead() throws {
        var pair = try TLSPair(context, options(TLS1_3_VERSION, nil))
        pair.sendFromClient([1, 2, 3])
        #expect(pair.atServer == [])
    }

    @Test("refuses a certificate of another authority", arguments: versions)
    func stranger(_ version: Int32) throws {
        let stranger = TestCertificates.identity(
            "till 7", usage: "clientAuth", by: TestCertificates.authority("Elsewhere"))
        let pair = try TLSPair(context, options(version, stranger))
        #expect(
            pair.server.state
                == .failed(
                    .clientCertificateRefused(reason: "unable to get local issuer certificate")))
    }

    @Test("refuses a certificate that has expired")
    func expired() throws {
        let day = TestCertificates.now - 86_400
        let expired = TestCertificates.identity(
            "till 7", usage: "clientAuth", by: shop, validity: day - 86_400..<day)
        let pair = try TLSPair(context, options(TLS1_3_VERSION, expired))
        #expect(
            pair.server.state
                == .failed(.clientCertificateRefused(reason: "certificate has expired")))
    }

    @Test("refuses a certificate that is for servers")
    func serverCertificate() throws {
        let server = TestCertificates.identity("till 7", usage: "serverAuth", by: shop)
        let pair = try TLSPair(context, options(TLS1_3_VERSION, server))
        #expect(
            pair.server.state
                == .failed(
                    .clientCertificateRefused(reason: "unsuitable certificate purpose")))
    }

    @Test("asks for no certificate unless told to")
    func notAsked() throws {
        let plain = try TestCertificates.context(TestCertificates.selfSigned().identity)
        let pair = try TLSPair(plain, options(TLS1_3_VERSION, till()))
        #expect(pair.server.state == .established)
        #expect(pair.server.clientSubject == nil)
    }
}
