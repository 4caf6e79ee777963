import ElectrumMock
import TestSupport

/// A till that sends its messages over one connection.
typealias Till = TestSupport.Till<WireClient>

extension TestSupport.Till where Client == WireClient {
    init(_ mock: MockServer) throws {
        self.init(client: try WireClient(port: mock.port))
    }
}
