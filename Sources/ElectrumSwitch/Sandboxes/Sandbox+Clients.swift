import HTTPMessages

extension Sandbox {
    /// Returns the client that sends a message, or the reason why it is not known.
    func client(of request: HTTPRequest, isRead: Bool, at now: Instant)
        -> Result<Credentials, ErrorDetail>
    {
        Result { () throws(ErrorDetail) in
            try setup.authentication.client(
                of: request, isRead: isRead, by: setup.credentials
            ) { token in
                holder(of: token, at: now)
            }
        }
    }

    /// Returns the holder of an access token.
    func holder(of token: String, at now: Instant) -> Tokens.Holder {
        withState(at: now) { state, time in state.tokens.holder(of: token, at: time) }
    }
}

extension Sandboxes {
    /// Returns the user name of a message, or of a request for a token.
    func user(of request: HTTPRequest, at now: Instant) -> String {
        if let token = request.fields["Authorization"].flatMap(Credentials.bearerToken) {
            for sandbox in all {
                if case .known(let holder) = sandbox.holder(of: token, at: now) {
                    return holder.user
                }
            }
        }
        let form = try? TokenRequest.Parameters(of: request)
        return form?["username"] ?? Credentials.user(of: request)
    }
}
