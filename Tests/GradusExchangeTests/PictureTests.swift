import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

/// A file that another program wrote: `Scripts/data-fixtures.py`.
func fixture(_ name: String) -> String { Bundle.module.path(forResource: "Fixtures/\(name)", ofType: nil)! }

@Suite("A picture")
struct PictureTests {
  struct Expected: Decodable {
    let height: Int
    let width: Int
    let numbers: [String: [UInt8]]

    init(from decoder: any Decoder) throws {
      let values = try decoder.singleValueContainer().decode([String: Value].self)
      guard case .one(let height)? = values["height"], case .one(let width)? = values["width"] else { throw Missing() }
      (self.height, self.width) = (height, width)
      numbers = values.compactMapValues { if case .many(let numbers) = $0 { numbers } else { nil } }
    }

    struct Missing: Error {}
    enum Value: Decodable {
      case one(Int)
      case many([UInt8])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
          self = .one(number)
        } else {
          self = .many(try container.decode([UInt8].self))
        }
      }
    }
  }

  static let expected = try! JSONDecoder().decode(
    [String: Expected].self, from: Data(contentsOf: URL(fileURLWithPath: fixture("pictures.json"))))

  @Test("has Pillow's numbers in gray and colour, over black and white", arguments: expected.keys.sorted())
  func numbers(name: String) throws {
    let expected = try #require(Self.expected[name])
    let file = try FileBytes.read(fixture(name))
    let picture = try #require(try Picture(file, named: name))
    #expect(picture.height == expected.height && picture.width == expected.width)
    #expect(expected.numbers.count == 4)
    for (key, numbers) in expected.numbers {
      let ground = try #require(ImageFile.Background(String(key.split(separator: " ")[2])))
      #expect(picture.image(channels: key.hasPrefix("gray") ? 1 : 3, over: ground).pixels == numbers, "\(name), \(key)")
    }
  }

  @Test("knows whether it is one of colour", arguments: [("gray.png", false), ("rgb.jpg", true), ("gray.jpg", false)])
  func colour(name: String, hasColor: Bool) throws {
    #expect(try #require(try Picture(FileBytes.read(fixture(name)), named: name)).hasColor == hasColor)
  }

  @Test(
    "is refused when it is cut short", arguments: ["rgb.jpg", "progressive.jpg", "gray.pgm", "bits.pbm", "rgba.png"])
  func short(name: String) throws {
    let whole = try FileBytes.read(fixture(name))
    for share in [0.3, 0.6, 0.9] {
      let cut = Array(whole[..<Int(share * Double(whole.count))])
      guard Picture.isPicture(cut) else { continue }
      let error = try #require(failure { try Picture(cut, named: "x") }, "\(name) at \(share)")
      #expect(error.kind == .malformed)
    }
  }

  @Test("of the inks of a press is refused, and so are sizes that a file cannot hold")
  func refused() throws {
    #expect(failure { try Picture(FileBytes.read(fixture("cmyk.jpg")), named: "x") }?.reason.contains("CMYK") == true)
    let lying = Array("P5 30000 30000 255 abc".utf8)
    #expect(failure { try Picture(lying, named: "x") }?.reason.contains("are read") == true)
    #expect(failure { try Picture(Array("P5 3 3 70000 abc".utf8), named: "x") }?.reason.contains("70000") == true)
    #expect(failure { try Picture(Array("P2 2 1 9 3 10".utf8), named: "x") }?.reason.contains("above 9") == true)
    var file = try FileBytes.read(fixture("gray.jpg"))
    let frame = try #require(file.indices.dropLast(9).first { file[$0] == 0xff && file[$0 + 1] == 0xc0 })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0x3a, 0x98, 0x3a, 0x98])
    #expect(failure { try Picture(file, named: "x") }?.reason.contains("can hold") == true)
  }

  @Test("in a folder for each class is an example of it, in gray unless one has colour")
  func folder() throws {
    let folder = try TemporaryFolder()
    for (path, name) in [
      ("train/a", "gray.pgm"), ("train/b", "gray.png"), ("train/b", "la.png"), ("test/b", "palette.png"),
    ] {
      try FileManager.default.createDirectory(atPath: "\(folder.path)/\(path)", withIntermediateDirectories: true)
      try folder.write("\(path)/\(name)", FileBytes.read(fixture(name)))
    }
    try folder.write("train/readme.txt", Array("no picture".utf8))
    let source = try DataSource(folder.path)
    #expect(source.has(.training) && source.has(.test))
    let content = try source.load(.training)
    guard case .images(let examples, .classes(let labels, let names)?) = content.kind else { throw Expected.Missing() }
    #expect(labels == [0, 1, 1] && names == ["a", "b"] && examples.form == .image(ImageShape(height: 5, width: 7)))
    #expect(content.names.map { $0.split(separator: "/").last } == ["gray.pgm", "gray.png", "la.png"])
    guard case .images(let held, let told) = try source.load(.test).kind else { throw Expected.Missing() }
    #expect(held.form == .image(ImageShape(height: 5, width: 7, channels: 3)) && told?.task.names == ["b"])

    // Another size is refused with its names, or resized.
    try folder.write("train/a/large.jpg", FileBytes.read(fixture("gray.jpg")))
    #expect(try #require(failure { try source.load(.training) }).reason.contains("--resize 5x7"))
    var reading = DataReading()
    reading.preparation.size = ImageShape(height: 4, width: 4)
    reading.channels = 3
    guard case .images(let resized, _) = try source.load(.training, reading).kind else { throw Expected.Missing() }
    #expect(resized.count == 4 && resized.form == .image(ImageShape(height: 4, width: 4, channels: 3)))
    try folder.write("train/a/other.webp", [1, 2, 3])
    #expect(try #require(failure { try source.load(.training) }).reason.contains("PNG, JPEG and PNM"))
  }
}
