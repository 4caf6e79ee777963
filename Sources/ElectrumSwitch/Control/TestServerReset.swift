import HTTPMessages
import JSONTree
import Journal

/// Electrum's own `POST testServerAdmin/reset`: removes the data of one client (contract.md 4.5).
struct TestServerReset {
    let request: HTTPRequest
    let sandbox: Sandbox

    func response(at now: Instant) -> HTTPResponse {
        guard let body = try? JSON(parsing: request.body).members else {
            return outcome(400, "No ResetRequest received in POST body.")
        }
        guard body["userDataWillBeLost"]?.text == "TRUE" else {
            return outcome(
                400,
                "The certainty of data loss was not acknowledged. "
                    + "Set userDataWillBeLost to TRUE.")
        }
        guard body["resetUserData"]?.text == "TRUE" else {
            return outcome(
                400,
                "The intent to reset all test data was not declared. "
                    + "Set resetUserData to TRUE.")
        }
        let credentials: Credentials
        do throws(ErrorDetail) {
            credentials = try self.credentials(at: now)
        } catch {
            return error.response
        }
        let isKnown = sandbox.withState(at: now) { state, time in
            guard state.forget(client: credentials.client, at: time) else { return false }
            let client = RecordedClient(
                name: state.inbox.secrets.shown(user: credentials.user),
                credentials: credentials.fingerprint)
            state.core.journal.append(
                .reset(state.core.nextPlace(at: time), client: client), of: credentials.client)
            return true
        }
        guard isKnown else {
            return outcome(
                400,
                "The Test Server was unable to locate any records associated with this user "
                    + "to reset.")
        }
        return outcome(
            200, "Reset successful - all data has been reset for the specified user.")
    }

    /// Returns the credentials of the client, in either scheme; those of nobody if it shows none.
    private func credentials(at now: Instant) throws(ErrorDetail) -> Credentials {
        guard let field = request.fields["Authorization"] else { return .none }
        guard let token = Credentials.bearerToken(field) else {
            return sandbox.setup.credentials.credentials(basic: field) ?? .none
        }
        return try sandbox.holder(of: token, at: now).credentials
    }

    private func outcome(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, json: ["outcome": .string(text)])
    }
}
