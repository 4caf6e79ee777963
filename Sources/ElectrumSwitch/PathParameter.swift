/// The variable part of a path: `provisionId` of `/vouchers/{provisionId}/retry`.
struct PathParameter: Equatable {
    let name: String
    let value: String
}
