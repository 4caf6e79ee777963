/// Finds the empty line that ends a head or a trailer section.
enum HeadEnd {
    /// The index behind the empty line, nil while it has not arrived.
    ///
    /// Every line must end in CRLF; a lone LF or CR is refused at once (RFC 9112 section 2.2
    /// leaves the choice, and leniency is how requests are smuggled).
    ///
    /// - Parameter resume: where to look on; everything before it has been looked at.
    static func find(in bytes: ArraySlice<UInt8>, from resume: Int, limits: HTTPLimits)
        throws(Refusal) -> Int?
    {
        let window = bytes.prefix(limits.headBytesMax)
        var index = resume
        while index < window.endIndex {
            let byte = window[index]
            if byte == ASCII.lineFeed {
                guard index > bytes.startIndex, bytes[index - 1] == ASCII.carriageReturn else {
                    throw Refusal(400, "a line ends in LF without CR (RFC 9112 section 2.2)")
                }
                let lineLength = index - 1 - bytes.startIndex
                if lineLength == 0 || bytes[index - 2] == ASCII.lineFeed { return index + 1 }
            } else if index > bytes.startIndex, bytes[index - 1] == ASCII.carriageReturn {
                throw Refusal(400, "there is a CR without LF (RFC 9112 section 2.2)")
            }
            index += 1
        }
        guard bytes.count < limits.headBytesMax else {
            throw Refusal(
                431, "a request head or trailer section is over \(limits.headBytesMax) bytes")
        }
        return nil
    }
}
