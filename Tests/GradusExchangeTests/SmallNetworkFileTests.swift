import GradusExchange
import GradusLearning
import Testing

@Suite("A network file")
struct SmallNetworkFileTests {
  static let sheet =
    #"{"layers": [{"weights": [[2, 1, 3], [2, -1, 1]], "biases": [1, 0, -1], "activation": "relu"}, {"weights": [[3], [1], [2]], "biases": [1]}]}"#

  @Test("gives its layers, an activation left out being the identity")
  func read() throws {
    let network = try SmallNetwork(file: Array(Self.sheet.utf8), named: "x")
    #expect(network.layers.map(\.activation) == [.relu, .identity])
    #expect(network.layers[0].weights == [[2, 1, 3], [2, -1, 1]])
    #expect((network.inputs, network.outputs) == (2, 1))
    #expect(try SmallNetwork(file: network.file, named: "x") == network)
  }

  @Test(
    "is refused in words that name the layer",
    arguments: [
      ("", "it is no JSON"), ("[]", "an object was expected"), ("{}", #""layers" is missing"#),
      (#"{"layers": []}"#, "has no layers"),
      (#"{"layers": [{"weights": [[1]], "biases": []}]}"#, "layer 1 has no biases"),
      (#"{"layers": [{"weights": [], "biases": [1]}]}"#, "layer 1 has no weights"),
      (#"{"layers": [{"weights": [[1, 2], [3]], "biases": [1, 2]}]}"#, "row 2 of its weights has 1 numbers"),
      (
        #"{"layers": [{"weights": [[1, 2]], "biases": [1, 2]}, {"weights": [[1]], "biases": [1]}]}"#,
        "layer 2 has weights for 1 inputs, but layer 1 has 2 nodes"
      ),
      (#"{"layers": [{"weights": [[1]], "biases": [1], "activation": "stepp"}]}"#, "unknown or impossible value"),
      (#"{"layers": [{"weights": [["a"]], "biases": [1]}]}"#, "a number was expected"),
      (
        #"{"layers": [{"weights": [[1]], "biases": [1], "activation": "softmax"}, {"weights": [[1]], "biases": [1]}]}"#,
        "only the last layer"
      ),
    ])
  func malformed(text: String, words: String) throws {
    let error = try #require(failure { try SmallNetwork(file: Array(text.utf8), named: "x") })
    #expect(error.reason.contains(words), "\(error)")
  }
}
