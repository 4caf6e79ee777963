package import Vocabulary

/// The key of a transaction: clients are kept apart, so two may use the same id (contract.md 4.1).
package struct TransactionKey: Sendable, Equatable {
    /// The client's credentials, as one text.
    package let client: String
    /// The id of the provision, or of the redemption or refund.
    package let id: TransactionID

    /// The transaction of a client.
    package init(client: String, id: TransactionID) {
        self.client = client
        self.id = id
    }
}

/// A provision or a retry of it.
package struct Provision: Sendable {
    /// The client and the id of the transaction.
    package let key: TransactionKey
    /// The id of the provider that it is routed to.
    package let provider: String
    /// The message as the till sent it.
    package let request: KeptBytes
    /// The form of the voucher to issue.
    package let form: VoucherForm
    /// The code that the till asks for, if any.
    package let requestedCode: String?

    /// A provision; see the properties.
    package init(
        key: TransactionKey, provider: String, request: KeptBytes, form: VoucherForm,
        requestedCode: String?
    ) {
        self.key = key
        self.provider = provider
        self.request = request
        self.form = form
        self.requestedCode = requestedCode
    }
}

/// A confirmation or a reversal.
package struct Advice: Sendable {
    /// The transaction that it finalises.
    package let key: TransactionKey
    /// The advice's own id, as the till wrote it.
    package let id: String

    /// An advice on a transaction.
    package init(key: TransactionKey, id: String) {
        self.key = key
        self.id = id
    }
}

/// The search terms of a voucher lookup; at least one is set.
package struct VoucherQuery: Sendable, Equatable {
    /// The code.
    package let code: String?
    /// The provider's own number.
    package let serialNumber: String?
    /// The provision that issued it.
    package let provision: TransactionKey?

    /// A query; see the properties.
    package init(code: String?, serialNumber: String?, provision: TransactionKey?) {
        self.code = code
        self.serialNumber = serialNumber
        self.provision = provision
    }
}
