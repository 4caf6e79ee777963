package main

type Institution struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type Originator struct {
	Institution Institution `json:"institution"`
	TerminalID  string      `json:"terminalId"`
	Merchant    Merchant    `json:"merchant"`
	OperatorID  string      `json:"operatorId,omitempty"`
	ChannelID   string      `json:"channelId,omitempty"`
}

type Merchant struct {
	MerchantType string `json:"merchantType"`
	MerchantID   string `json:"merchantId"`
	MerchantName struct {
		Name    string `json:"name"`
		City    string `json:"city"`
		Region  string `json:"region"`
		Country string `json:"country"`
	} `json:"merchantName"`
}

type ThirdPartyIdentifier struct {
	InstitutionID         string `json:"institutionId"`
	TransactionIdentifier string `json:"transactionIdentifier"`
}

type LedgerAmount struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type Amounts struct {
	RequestAmount *LedgerAmount `json:"requestAmount,omitempty"`
}

type Tender struct {
	Amount     LedgerAmount `json:"amount"`
	TenderType string       `json:"tenderType"`
	CardNumber string       `json:"cardNumber,omitempty"`
	Reference  string       `json:"reference,omitempty"`
}

type Product struct {
	ProductID string `json:"productId"`
	Barcode   string `json:"barcode,omitempty"`
	Name      string `json:"name,omitempty"`
}

type PosInfo struct {
	EntryMode *struct {
		PanEntryMode       string `json:"panEntryMode"`
		PinEntryCapability string `json:"pinEntryCapability"`
	} `json:"entryMode,omitempty"`
	PosConditionCode string `json:"posConditionCode,omitempty"`
}

type SlipLine struct {
	Text                  string `json:"text"`
	FontWidthScaleFactor  int    `json:"fontWidthScaleFactor"`
	FontHeightScaleFactor int    `json:"fontHeightScaleFactor"`
	Line                  bool   `json:"line"`
	Cut                   bool   `json:"cut"`
}

type SlipData struct {
	MessageLines []SlipLine `json:"messageLines"`
	SlipWidth    int        `json:"slipWidth"`
}

type Voucher struct {
	Code               string   `json:"code"`
	ExpiryDate         string   `json:"expiryDate"`
	RedeemInstructions []string `json:"redeemInstructions"`
	SerialNumber       string   `json:"serialNumber"`
}

// Common is what an answer repeats of its request.
type Common struct {
	ID                    string                 `json:"id"`
	Time                  string                 `json:"time"`
	Originator            *Originator            `json:"originator"`
	Client                *Institution           `json:"client"`
	SettlementEntity      *Institution           `json:"settlementEntity,omitempty"`
	Receiver              *Institution           `json:"receiver,omitempty"`
	ThirdPartyIdentifiers []ThirdPartyIdentifier `json:"thirdPartyIdentifiers"`
	TranType              string                 `json:"tranType,omitempty"`
	RRN                   string                 `json:"rrn,omitempty"`
	Amounts               *Amounts               `json:"amounts,omitempty"`
	Product               *Product               `json:"product,omitempty"`
	PosInfo               *PosInfo               `json:"posInfo,omitempty"`
}

type Request struct {
	Common
	Tenders []Tender `json:"tenders,omitempty"`
}

type Response struct {
	Common
	SlipData SlipData `json:"slipData"`
	Voucher  Voucher  `json:"voucher"`
}

// isComplete is true if nothing is missing that must be there.
func (request *Request) isComplete() bool {
	return request.ID != "" && request.Time != "" && request.Client != nil &&
		request.Originator != nil && request.Originator.TerminalID != "" &&
		request.ThirdPartyIdentifiers != nil
}

func (request *Request) response() *Response {
	response := &Response{
		Common: request.Common,
		SlipData: SlipData{MessageLines: []SlipLine{
			{Text: "For any queries please", FontWidthScaleFactor: 1, FontHeightScaleFactor: 1},
			{Text: "contact the provider.", FontWidthScaleFactor: 1, FontHeightScaleFactor: 1},
		}},
		Voucher: Voucher{
			Code: digits(16), ExpiryDate: "2029-01-27T10:41:29.123Z",
			RedeemInstructions: []string{
				"To redeem your voucher, enter its code at the provider."},
			SerialNumber: digits(12),
		},
	}
	if response.SettlementEntity == nil {
		response.SettlementEntity = &Institution{ID: "33333333", Name: "TransactionsRUs"}
	}
	for _, institution := range []*Institution{response.SettlementEntity, response.Receiver} {
		if institution != nil {
			response.ThirdPartyIdentifiers = append(response.ThirdPartyIdentifiers,
				ThirdPartyIdentifier{institution.ID, digits(16)})
		}
	}
	return response
}
