//! The parts of provision messages, as far as the benchmark's request uses them.

use serde::{Deserialize, Serialize};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

#[derive(Deserialize, Serialize)]
pub struct Institution {
    id: String,
    name: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Originator {
    institution: Institution,
    terminal_id: String,
    merchant: Merchant,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_id: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Merchant {
    merchant_type: String,
    merchant_id: String,
    merchant_name: MerchantName,
}

#[derive(Deserialize, Serialize)]
pub struct MerchantName {
    name: String,
    city: String,
    region: String,
    country: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThirdPartyIdentifier {
    institution_id: String,
    transaction_identifier: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Amounts {
    #[serde(skip_serializing_if = "Option::is_none")]
    request_amount: Option<LedgerAmount>,
}

#[derive(Deserialize, Serialize)]
pub struct LedgerAmount {
    amount: i64,
    currency: String,
}

/// Read and checked, but not repeated.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Tender {
    amount: LedgerAmount,
    tender_type: String,
    card_number: Option<String>,
    reference: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    product_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    barcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PosInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_mode: Option<EntryMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pos_condition_code: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryMode {
    pan_entry_mode: String,
    pin_entry_capability: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvisionRequest {
    id: String,
    time: String,
    originator: Originator,
    client: Institution,
    settlement_entity: Option<Institution>,
    receiver: Option<Institution>,
    third_party_identifiers: Vec<ThirdPartyIdentifier>,
    tran_type: Option<String>,
    rrn: Option<String>,
    amounts: Option<Amounts>,
    #[serde(rename = "tenders")]
    _tenders: Option<Vec<Tender>>,
    product: Option<Product>,
    pos_info: Option<PosInfo>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SlipLine {
    text: String,
    font_width_scale_factor: i32,
    font_height_scale_factor: i32,
    line: bool,
    cut: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SlipData {
    message_lines: Vec<SlipLine>,
    slip_width: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Voucher {
    code: String,
    expiry_date: String,
    redeem_instructions: Vec<String>,
    serial_number: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvisionResponse {
    pub id: String,
    time: String,
    originator: Originator,
    client: Institution,
    settlement_entity: Institution,
    #[serde(skip_serializing_if = "Option::is_none")]
    receiver: Option<Institution>,
    third_party_identifiers: Vec<ThirdPartyIdentifier>,
    slip_data: SlipData,
    #[serde(skip_serializing_if = "Option::is_none")]
    tran_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rrn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amounts: Option<Amounts>,
    voucher: Voucher,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Product>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pos_info: Option<PosInfo>,
}

impl ProvisionResponse {
    pub fn to(request: ProvisionRequest) -> Self {
        let settlement_entity = request.settlement_entity.unwrap_or_else(|| Institution {
            id: "33333333".to_string(),
            name: "TransactionsRUs".to_string(),
        });
        let mut third_party_identifiers = request.third_party_identifiers;
        for institution in Some(&settlement_entity).into_iter().chain(&request.receiver) {
            third_party_identifiers.push(ThirdPartyIdentifier {
                institution_id: institution.id.clone(),
                transaction_identifier: digits(16),
            });
        }
        let message_lines = ["For any queries please", "contact the provider."]
            .map(|text| SlipLine {
                text: text.to_string(),
                font_width_scale_factor: 1,
                font_height_scale_factor: 1,
                line: false,
                cut: false,
            })
            .into();
        ProvisionResponse {
            id: request.id,
            time: request.time,
            originator: request.originator,
            client: request.client,
            settlement_entity,
            receiver: request.receiver,
            third_party_identifiers,
            slip_data: SlipData { message_lines, slip_width: 0 },
            tran_type: request.tran_type,
            rrn: request.rrn,
            amounts: request.amounts,
            voucher: Voucher {
                code: digits(16),
                expiry_date: "2029-01-27T10:41:29.123Z".to_string(),
                redeem_instructions: vec![
                    "To redeem your voucher, enter its code at the provider.".to_string(),
                ],
                serial_number: digits(12),
            },
            product: request.product,
            pos_info: request.pos_info,
        }
    }
}

/// Random digits; the standard library's hasher is the one source of chance without a crate.
fn digits(count: usize) -> String {
    let mut number = RandomState::new().build_hasher().finish();
    let mut text = String::with_capacity(count);
    for _ in 0..count {
        text.push((b'0' + (number % 10) as u8) as char);
        number /= 10;
    }
    text
}
