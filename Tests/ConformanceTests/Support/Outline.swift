import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The elements of an XML document, by a strict parser.
final class Outline: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, parent: String, attributes: [String: String])] = []
    private var open: [String] = []

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        elements.append((name, open.last ?? "", attributes))
        open.append(name)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        open.removeLast()
    }

    func count(_ name: String) -> Int {
        elements.filter { $0.name == name }.count
    }

    func attributes(_ name: String) -> [String: String]? {
        elements.first { $0.name == name }?.attributes
    }
}
