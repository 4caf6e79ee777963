/// A regular expression of the forms in the contract: a sequence of character classes, each with a
/// count. It has to match the whole text, as in Java's bean validation.
///
/// Every class takes as many characters as possible. That is exact, because a pattern in which a
/// class of varying count could take what a later one needs is rejected.
struct FieldPattern: Sendable {
    /// The text in Electrum's specification.
    let text: String
    private let pieces: [Piece]

    struct Piece: Sendable, Equatable {
        let characters: CharacterClass
        let counts: ClosedRange<Int>
    }

    /// Compiles a pattern; nil if it has a form that does not occur in the contract.
    init?(_ text: String) {
        var compiler = FieldPatternCompiler(text)
        guard let pieces = compiler.compile(), Self.isUnambiguous(pieces) else { return nil }
        self.text = text
        self.pieces = pieces
    }

    /// - Parameter candidate: UTF-8.
    func matches(_ candidate: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        for piece in pieces {
            var count = 0
            while count < piece.counts.upperBound, position < candidate.count {
                let scalar = Self.scalar(at: position, of: candidate)
                guard piece.characters.contains(scalar) else { break }
                count += 1
                position += UTF8.width(scalar)
            }
            guard count >= piece.counts.lowerBound else { return false }
        }
        return position == candidate.count
    }

    private static func scalar(
        at position: Int, of text: UnsafeBufferPointer<UInt8>
    ) -> Unicode.Scalar {
        let byte = text[position]
        guard !UTF8.isASCII(byte) else { return Unicode.Scalar(byte) }
        var rest = text[position...].makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = decoder.parseScalar(from: &rest) else {
            return "\u{FFFD}"
        }
        return Unicode.UTF8.decode(encoded)
    }

    private static func isUnambiguous(_ pieces: [Piece]) -> Bool {
        pieces.indices.allSatisfy { index in
            let piece = pieces[index]
            guard piece.counts.lowerBound < piece.counts.upperBound else { return true }
            for later in pieces[(index + 1)...] {
                guard piece.characters.isDisjoint(with: later.characters) else { return false }
                if later.counts.lowerBound > 0 { break }
            }
            return true
        }
    }
}
