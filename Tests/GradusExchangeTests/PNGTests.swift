import GradusExchange
import GradusLearning
import Testing

@Suite("A PNG picture")
struct PNGTests {
  func sample(_ height: Int, _ width: Int, _ channels: Int) -> RasterImage {
    let shape = ImageShape(height: height, width: width, channels: channels)
    return RasterImage(shape: shape, pixels: (0..<shape.count).map { UInt8($0 * 37 % 256) })
  }

  @Test("comes back as it was written", arguments: [(1, 1, 1), (28, 28, 1), (5, 7, 3), (1, 300, 3)])
  func roundTrip(height: Int, width: Int, channels: Int) throws {
    let image = sample(height, width, channels)
    #expect(try PNG.decode(PNG.encode(image, for: "x"), channels: channels, named: "x") == image)
  }

  @Test("is seen as gray by its luminance, white as white")
  func gray() throws {
    let colors = RasterImage(
      shape: ImageShape(height: 1, width: 4, channels: 3), pixels: [255, 255, 255, 0, 0, 0, 80, 80, 80, 0, 255, 0])
    let gray = try PNG.decode(PNG.encode(colors, for: "x"), channels: 1, named: "x").pixels
    #expect(gray[0] == 255)
    #expect(gray[1] == 0)
    #expect(abs(Int(gray[2]) - 80) <= 1)
    #expect(gray[3] > 128 && gray[3] < 255)
  }

  @Test("is refused when cut short or damaged", arguments: [8, 20, 33, 40, 60])
  func truncated(length: Int) throws {
    let file = try PNG.encode(sample(28, 28, 1), for: "x")
    let error = try #require(failure { try PNG.decode(Array(file[..<length]), channels: 1, named: "x.png") })
    #expect(error.description.hasPrefix("x.png: is no valid PNG file: "))
    var damaged = file
    damaged[length] ^= 0x55
    if length > 8 { #expect(failure { try PNG.decode(damaged, channels: 1, named: "x.png") } != nil) }
  }

  /// The header begins at byte 16 with width and height and is checked by the sum at byte 29.
  @Test(
    "is refused when its header promises more than it holds",
    arguments: [(1 << 14, 1 << 14, "can hold"), (1 << 15, 1 << 15, "at most")])
  func lying(width: Int, height: Int, words: String) throws {
    var file = try PNG.encode(sample(28, 28, 1), for: "x")
    let big = { (word: UInt32) in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    file.replaceSubrange(16..<24, with: big(UInt32(width)) + big(UInt32(height)))
    file.replaceSubrange(29..<33, with: big(crc32(file[12..<29])))
    let error = try #require(failure { try PNG.decode(file, channels: 1, named: "x.png") })
    #expect(error.reason.contains(words), "\(error)")
  }

  @Test("is loaded, shrunk and turned as asked; other files are refused")
  func load() throws {
    let folder = try TemporaryFolder()
    let image = sample(4, 6, 1)
    let path = try folder.write("picture", PNG.encode(image, for: "x"))
    #expect(try ImageFile.load(path, channels: 1) == [image])
    let small = ImageFile.Preparation(size: ImageShape(height: 2, width: 3), invert: true)
    #expect(try ImageFile.load(path, channels: 1, preparation: small) == [image.resized(height: 2, width: 3).inverted])
    let text = try folder.write("text", Array("hello".utf8))
    #expect(
      try #require(failure { try ImageFile.load(text, channels: 1) }).reason
        == "is neither a picture (PNG, JPEG, PNM) nor an IDX file")
    let several = try folder.write("several", IDX(sizes: [3, 2, 2], bytes: (0..<12).map { $0 }).file(compressed: true))
    #expect(try ImageFile.load(several, channels: 1).map(\.pixels) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
  }
}
