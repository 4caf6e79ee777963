import JSONTree

/// A body, and how each of its values is masked: by it others are masked that differ in some values
/// only. Their names are the same, and so are the places of their secrets; values that are equal
/// need not be searched again.
final class MaskedForm: Sendable {
    private struct Leaf {
        let place: JSONText.Place
        let mask: Masking.Mask
    }

    let text: JSONText
    private let masking: Masking
    private let places: SecretPlaces
    private let echoedSecrets: EchoedSecrets
    /// The values and names that a masked copy of a similar body may have otherwise.
    private let leaves: [Leaf]

    /// Masks a body by all of its values.
    init(of text: JSONText, by masking: Masking) {
        let (body, places) = (
            JSONVariation(text), SecretPlaces(in: text, hidesClientID: masking.hidesClientID)
        )
        let echoedSecrets = masking.echoedSecrets(of: body, at: places.secrets)
        var leaves: [Leaf] = []
        for index in 0..<text.count {
            let place = text.place(at: index)
            let mask = masking.mask(place, as: places[place], in: body, echoedSecrets)
            let isAsWritten = mask.text == nil && mask.dependence == .none
            if !isAsWritten || text.isRespelled(place) {
                leaves.append(Leaf(place: place, mask: mask))
            }
        }
        self.text = text
        self.masking = masking
        self.places = places
        self.echoedSecrets = echoedSecrets
        self.leaves = leaves
    }

    /// Writes a copy of the body with every secret in it replaced.
    func write(to writer: inout JSONWriter) {
        var copy = JSONCopy(of: JSONVariation(text), in: &writer)
        for leaf in leaves { copy.replace(leaf.place, by: leaf.mask.text, in: &writer) }
        copy.end(in: &writer)
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
        write(body, haveNewSecrets: haveNewSecrets, echoedSecrets, to: &writer) { [places] in
            masking.mask($0, as: places[$0], in: body, echoedSecrets).text
        }
        return true
    }

    /// - Parameter renewed: returns the text in the place of a value, masked anew.
    private func write(
        _ body: JSONVariation, haveNewSecrets: Bool, _ echoedSecrets: EchoedSecrets,
        to writer: inout JSONWriter, renewed: (JSONText.Place) -> String?
    ) {
        var copy = JSONCopy(of: body, in: &writer)
        var changes = body.places[...]
        for leaf in leaves {
            let place = leaf.place
            while let change = changes.first, change.index < place.index {
                copy.replace(change, by: renewed(change), in: &writer)
                changes.removeFirst()
            }
            let isChanged = changes.first == place
            if isChanged { changes.removeFirst() }
            let text =
                switch leaf.mask.dependence {
                case .none: isChanged ? renewed(place) : leaf.mask.text
                case .echoes where haveNewSecrets && !isChanged:
                    body.withContent(of: place, echoedSecrets.removed)
                case .echoes: isChanged ? renewed(place) : leaf.mask.text
                case .all: renewed(place)
                }
            copy.replace(place, by: text, in: &writer)
        }
        for change in changes { copy.replace(change, by: renewed(change), in: &writer) }
        copy.end(in: &writer)
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
