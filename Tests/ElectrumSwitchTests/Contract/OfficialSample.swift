import JSONTree

/// A request in the shape of Electrum's official sample (contract.md 2.21).
enum OfficialSample {
    static let provisionRequest: JSON = [
        "id": "7e1f9a52-6f2a-4c56-9d0e-1b5d0c7f3a88",
        "time": "2026-01-28T10:41:29.123Z",
        "originator": [
            "institution": ["id": "1234567", "name": "Corner Stores"],
            "terminalId": "12345678",
            "merchant": [
                "merchantType": "5411",
                "merchantId": "123456789012345",
                "merchantName": [
                    "name": "Corner Store Sea Point",
                    "city": "Cape Town",
                    "region": "WC",
                    "country": "ZA",
                ],
            ],
        ],
        "client": ["id": "1234567", "name": "Corner Stores"],
        "receiver": ["id": "12345678901", "name": "Voucher Issuer"],
        "settlementEntity": ["id": "1234567890", "name": "Service Provider"],
        "thirdPartyIdentifiers": [
            ["institutionId": "1234567", "transactionIdentifier": "123456789012"]
        ],
        "tranType": "GOODS_AND_SERVICES",
        "rrn": "123456789012",
        "amounts": ["requestAmount": ["amount": 10000, "currency": "710"]],
        "product": ["productId": "prodId01", "barcode": "1234567890123"],
    ]

    static let confirmation: JSON = [
        "id": "c2a1d6f4-0c0b-4b0e-8a46-3e1a6f1d9b10",
        "requestId": "7e1f9a52-6f2a-4c56-9d0e-1b5d0c7f3a88",
        "time": "2026-01-28T10:41:31.004Z",
        "thirdPartyIdentifiers": [
            ["institutionId": "1234567", "transactionIdentifier": "123456789012"]
        ],
        "tenders": [
            ["amount": ["amount": 10000, "currency": "710"], "tenderType": "CASH"]
        ],
    ]

    static let reversal: JSON = [
        "id": "c2a1d6f4-0c0b-4b0e-8a46-3e1a6f1d9b11",
        "requestId": "7e1f9a52-6f2a-4c56-9d0e-1b5d0c7f3a88",
        "time": "2026-01-28T10:41:31.004Z",
        "thirdPartyIdentifiers": [],
        "reversalReason": "TIMEOUT",
    ]
}
