import JSONTree

/// A body, and how each of its values is masked: by it others are masked that differ in some values
/// only. Their names are the same, and so are the places of their secrets; values that are equal
/// need not be searched again.
final class MaskedForm: Sendable {
    let text: JSONText
    private let masking: Masking
    private let places: SecretPlaces
    private let echoedSecrets: EchoedSecrets
    /// The values and names that a masked copy of a similar body may have otherwise.
    private let masks: [(place: JSONText.Place, mask: Masking.Mask)]

    /// Masks a body by all of its values.
    init(of text: JSONText, by masking: Masking) {
        let (body, places) = (
            JSONVariation(text), SecretPlaces(in: text, hidesClientID: masking.hidesClientID)
        )
        let echoedSecrets = masking.echoedSecrets(of: body, at: places.secrets)
        var masks: [(place: JSONText.Place, mask: Masking.Mask)] = []
        for index in 0..<text.count {
            let place = text.place(at: index)
            let mask = masking.mask(place, as: places[place], in: body, echoedSecrets)
            let isAsWritten = mask.text == nil && mask.dependence == .none
            if !isAsWritten || text.isRespelled(place) { masks.append((place, mask)) }
        }
        self.text = text
        self.masking = masking
        self.places = places
        self.echoedSecrets = echoedSecrets
        self.masks = masks
    }

    /// Writes a copy of the body with every secret in it replaced.
    func write(to writer: inout JSONWriter) {
        writer.text(JSONVariation(text), replacing: masks.map { ($0.place, $0.mask.text) })
    }

    /// Writes a copy of a similar body with every secret in it replaced.
    ///
    /// - Parameter masking: its own.
    /// - Returns: false if values that do not differ may have to be masked otherwise than here,
    ///   for a reason that no mask depends on; nothing is written then.
    func write(_ body: JSONVariation, by masking: Masking, to writer: inout JSONWriter) -> Bool {
        guard masking.hiddenUser == self.masking.hiddenUser,
            masking.hidesClientID == self.masking.hidesClientID, places.areThose(of: body)
        else { return false }
        let changes = body.places
        let haveNewSecrets =
            masking.echoedSecrets != self.masking.echoedSecrets
            || changes.contains { places[$0] == .secret || places[$0] == .code }
        let echoedSecrets =
            haveNewSecrets
            ? masking.echoedSecrets(of: body, at: places.secrets) : self.echoedSecrets
        let renewed = { [places] (place: JSONText.Place) in
            masking.mask(place, as: places[place], in: body, echoedSecrets).text
        }
        var replacements: [JSONWriter.Replacement] = []
        replacements.reserveCapacity(masks.count + changes.count)
        var rest = changes[...]
        for (place, mask) in masks {
            while let change = rest.first, change.index < place.index {
                replacements.append((change, renewed(change)))
                rest.removeFirst()
            }
            let isChanged = rest.first == place
            if isChanged { rest.removeFirst() }
            let text =
                switch mask.dependence {
                case .none: isChanged ? renewed(place) : mask.text
                case .echoes where !isChanged && haveNewSecrets:
                    body.withContent(of: place, echoedSecrets.removed)
                case .echoes: isChanged ? renewed(place) : mask.text
                case .all: renewed(place)
                }
            replacements.append((place, text))
        }
        writer.text(body, replacing: replacements + rest.map { ($0, renewed($0)) })
        return true
    }
}

extension Masking {
    /// Returns the secrets of a body's message that its free text may repeat.
    ///
    /// - Parameter places: those of the secrets in the body.
    fileprivate func echoedSecrets(
        of body: JSONVariation, at places: [JSONText.Place]
    ) -> EchoedSecrets {
        EchoedSecrets(of: echoedSecrets + places.map(body.string(at:)))
    }
}
