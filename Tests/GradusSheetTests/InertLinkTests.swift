import Foundation
import GradusSheet
import Testing

@Suite("A sheet links to pages only")
struct InertLinkTests {
  static let addresses = [
    "javascript:alert(1)", "javascript:alert`1`", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\u{0}script:x", "\u{1}javascript:x", "&#106;avascript:x", "&#x6A;avascript:x", "javascript&colon;x",
    "java&Tab;script:x", "vbscript:x", "data:text/html,x", "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd",
    "<javascript:x>", "javascript\\:x", "java\u{AD}script:x", "java\u{200B}script:x",
  ]

  func page(_ prose: String, as format: SheetFormat) -> String {
    Sheet("# Title\n\n\(prose)\n\n```gradus\na) derivative of x^2\n```\n", name: "sheet").worked().rendered(as: format)
  }

  /// Without what hides it.
  func bare(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter {
          !$0.properties.isWhitespace && $0.value > 32 && $0 != "\u{AD}" && $0 != "\u{200B}"
        }))
  }

  @Test("in every format, however the address is disguised", arguments: addresses)
  func inert(address: String) throws {
    for prose in ["see [a name](\(address)) here", "![a name](\(address))", "[a name]: \(address)"] {
      for format in SheetFormat.allCases {
        let page = page(prose, as: format)
        // What is no link of Markdown at all may stand there as text.
        if prose.hasPrefix("[a name]:") || prose.hasPrefix("!"), format == .html || format == .latex {
          #expect(!page.contains("href=\"\(address)") && !page.contains("\\href"))
          continue
        }
        let text = bare(page)
        for word in [
          "javascript", "vbscript", "data:text", "&#106;avascript", "&#x6a;avascript", "java&tab;script", "file:",
        ] {
          #expect(
            !text.contains("](\(word)") && !text.contains("]:\(word)") && !text.contains("](<\(word)"),
            "\(format): \(page)")
          #expect(!text.contains("href=\"\(word)") && !text.contains("href{\(word)"), "\(format): \(page)")
        }
        #expect(page.contains("a name") || format == .html || format == .latex)
      }
    }
  }

  @Test(
    "and keeps those that do",
    arguments: [
      "https://example.org/a(b)?x=1&y=2", "http://example.org", "mailto:a@example.org", "other.html", "#part",
      "folder/a:b.html", "?q=a:b",
    ])
  func kept(address: String) {
    let link = "[a name](\(address.replacing("(b)", with: "")))"
    #expect(page(link, as: .markdown).contains(link))
    #expect(page(link, as: .text).contains(link))
    #expect(page(link, as: .html).contains("<a href=\""))
    #expect(page(link, as: .latex).contains("\\href{"))
    #expect(page(link, as: .notebook).contains("[a name]("))
  }

  @Test("holds no tags of HTML in Markdown, and leaves code and comparisons alone")
  func tags() {
    let page = page(
      "a <script>alert(1)</script> <img src=x onerror=y> and `<b>` and $a<b$, 1 < 2, <https://example.org>, <javascript:x>",
      as: .markdown)
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<javascript"))
    #expect(page.contains("`<b>`") && page.contains("$a< b$") && page.contains("1 < 2"))
    #expect(page.contains("<https://example.org>"))
    #expect(!self.page("<b onclick=x>", as: .notebook).contains("<b "))
    #expect(self.page("~~~\n<b>\n~~~", as: .markdown).contains("<b>"))
  }

  @Test(
    "holds no statement that runs in LaTeX",
    arguments: [
      #"\href{javascript:x}{y}"#, #"\input{/etc/passwd}"#, #"\immediate\write18{ls}"#, #"\def\x{y}"#,
      #"\csname input\endcsname"#,
      "^^5cinput{x}", #"\end{document}"#,
    ])
  func latex(mathematics: String) {
    let page = page("a $\(mathematics)$ b", as: .latex)
    #expect(!page.contains("$\(mathematics)$"))
    #expect(
      self.page(#"a $\begin{pmatrix} 1 \\ 2 \end{pmatrix} \mathcal{L}$ b"#, as: .latex).contains(
        #"\end{pmatrix} \mathcal{L}$"#))
  }
}
