import Foundation
import FoundationXML
import Testing

/// The elements of an XML text, which must be well formed.
final class XMLCheck: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []

  init(text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    #expect(parser.parse())
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) { elements.append(name) }
}
