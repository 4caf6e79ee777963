/// Finds the empty line that ends a head or a trailer section.
enum HeadEnd {
    /// Returns the index behind the empty line; nil if it has not arrived.
    ///
    /// Every line must end in CRLF; a lone LF or CR is refused at once (RFC 9112 section 2.2 leaves
    /// the choice, and leniency enables request smuggling).
    ///
    /// - Parameter resume: the index to continue at; everything before it has been searched.
    static func find(in bytes: ArraySlice<UInt8>, from resume: Int, limits: HTTPLimits)
        throws(Refusal) -> Int?
    {
        let window = bytes.prefix(limits.headBytesMax)
        // The last byte that has been looked at may be a CR whose LF comes only now.
        for index in max(resume - 1, window.startIndex)..<window.endIndex {
            let byte = window[index]
            if byte > ASCII.carriageReturn { continue }
            if byte == ASCII.lineFeed {
                guard index > window.startIndex, window[index - 1] == ASCII.carriageReturn else {
                    throw Refusal(400, "a line ends in LF without CR (RFC 9112 section 2.2)")
                }
                let isFirstLine = index - 1 == window.startIndex
                if isFirstLine || window[index - 2] == ASCII.lineFeed { return index + 1 }
            } else if byte == ASCII.carriageReturn, index + 1 < window.endIndex,
                window[index + 1] != ASCII.lineFeed
            {
                throw Refusal(400, "there is a CR without LF (RFC 9112 section 2.2)")
            }
        }
        guard bytes.count < limits.headBytesMax else {
            throw Refusal(
                431, "a request head or trailer section is over \(limits.headBytesMax) bytes")
        }
        return nil
    }
}
