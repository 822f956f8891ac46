import Foundation
import Gradus
import Testing

@Suite("gradus train, evaluate, predict and inspect with data of any format", .serialized)
struct DataCommandTests {
  static let quick = ["--layers", "8", "--epochs", "30", "--learning-rate", "0.02"]

  /// Pictures of two kinds, light above or below, in folders for training and test.
  func pictures(in folder: Folder) throws {
    for (part, count) in [("train", 12), ("test", 4)] {
      for (kind, name) in ["above", "below"].enumerated() {
        let place = "\(folder.path)/\(part)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for k in 0..<count {
          let pixels = (0..<24).map { UInt8(($0 / 12 == kind ? 200 : 20) + (7 * k + $0) % 30) }
          let image = RasterImage(shape: ImageShape(height: 4, width: 6), pixels: pixels)
          try FileBytes.write(PNG.encode(image, for: "x"), to: "\(place)/\(k).png")
        }
      }
    }
  }

  @Test("a folder of pictures is learned from, measured and told about in every form")
  func folders() throws {
    let folder = try Folder()
    try pictures(in: folder)
    let model = "\(folder.path)/m.safetensors"
    let trained = try Program.run(["train", folder.path, "--output", model] + Self.quick)
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(
      trained.output.contains("reads     24 pictures of 4x6")
        && trained.output.contains("test accuracy 100.00 % on 8 images"))
    // A part of the classes, under their own names.
    try FileManager.default.createDirectory(atPath: "\(folder.path)/some/below", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/test/below/1.png", toPath: "\(folder.path)/some/below/1.png")
    let measured = try Program.run(["evaluate", model, "\(folder.path)/some", "--format", "json"])
    #expect(measured.objects.first?["accuracy"] as? Double == 1, "\(measured.errors)")
    try FileManager.default.moveItem(atPath: "\(folder.path)/some/below", toPath: "\(folder.path)/some/middle")
    #expect(
      try Program.run(["evaluate", model, "\(folder.path)/some"]).errors.contains(
        "no class middle; it knows above, below"))

    let table = try Program.run([
      "predict", model, folder.path, "--format", "csv", "--top", "2", "--abstain", "0.99999",
    ])
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 9 && lines[0] == "image,class,probability,class 2,probability 2", "\(table.errors)")
    #expect(lines[1].hasPrefix("\(folder.path)/test/above/0.png,,0.9") && lines[1].contains(",below,0.0"))
    let array = "\(folder.path)/p.npy"
    #expect(try Program.run(["predict", model, folder.path, "--format", "npy", "--output", array]).status == 0)
    #expect(try NumPyArray(contentsOf: array).shape == [8, 2])
    #expect(
      try Program.run(["predict", model, "\(folder.path)/test/above/0.png", "--abstain", "1"]).output.contains(
        "not sure"))
    #expect(try Program.run(["inspect", folder.path]).output.contains("above 12, below 12"))
    for (arguments, words) in [
      (["--format", "npy"], "--output"), (["--abstain", "2"], "from 0 to 1"), (["--output", model], "which is read"),
    ] {
      let refused = try Program.run(["predict", model, folder.path] + arguments)
      #expect(refused.status != 0 && refused.errors.contains(words), "\(refused.errors)")
    }
  }

  @Test("rows from standard input are answered as they come, and a table may come from there too")
  func standardInput() throws {
    let folder = try Folder()
    try folder.write("t.csv", TableCommandTests.flowers())
    let trained = try Program.run(
      shell: "gradus train - --target kind --output m.safetensors \(Self.quick.joined(separator: " ")) < t.csv",
      in: folder)
    #expect(
      trained.status == 0 && trained.output.contains("tells     kind: aster, rose, tulip, red"), "\(trained.errors)")
    let whole = try Program.run(["predict", "\(folder.path)/m.safetensors", "\(folder.path)/t.csv"]).output
    #expect(try Program.run(shell: "gradus predict m.safetensors - < t.csv", in: folder).output == whole)
    // The second row is written when the first has been answered.
    let slow = try Program.run(
      shell: """
        mkfifo back; (head -2 t.csv; read answer < back; sed -n 3p t.csv) | gradus predict m.safetensors - | \
        (read head; read first; echo "$first" > back; read second; echo "$first; $second")
        """, in: folder)
    #expect(slow.output.hasPrefix("aster,") && slow.output.contains("; rose,"), "\(slow.output) \(slow.errors)")
    let short = try Program.run(shell: "printf 'Id,width\\n1,2\\n' | gradus predict m.safetensors -", in: folder)
    #expect(short.status == 65 && short.errors.contains("there is no column \"height\""), "\(short.errors)")
  }

  @Test("arrays, sparse tables and data bases are trained on with what is to be told by name")
  func formats() throws {
    let folder = try Folder()
    let (rows, width) = (60, 3)
    let numbers = (0..<rows * width).map { Double(($0 * 37) % 11) + ($0 / width % 2 == 1 && $0 % width == 0 ? 20 : 0) }
    try NumPyArray(shape: [rows, width], values: numbers).write(to: "\(folder.path)/x.npy")
    try NumPyArray(shape: [rows], values: (0..<rows).map { Double($0 % 2) }).write(to: "\(folder.path)/y.npy")
    let sparse = (0..<rows).map { row in
      "\(row % 2) " + (0..<width).map { "\($0 + 1):\(numbers[row * width + $0])" }.joined(separator: " ")
    }
    try folder.write("d.svm", sparse.joined(separator: "\n") + "\n")
    for arguments in [["x.npy", "--target", "\(folder.path)/y.npy"], ["d.svm"]] {
      let place = "\(folder.path)/\(arguments[0])"
      let trained = try Program.run(["train", place, "--test-split", "0.2"] + arguments.dropFirst() + Self.quick)
      #expect(trained.output.contains("test accuracy 100.00 % on 12 rows"), "\(trained.output) \(trained.errors)")
      #expect(try Program.run(["inspect", place]).status == 0)
    }
    #expect(try Program.run(["train", "\(folder.path)/x.npy"]).errors.contains("which column is to be told"))
  }
}
