import GradusLearning
import Testing

@Suite("The confusion matrix")
struct ConfusionMatrixTests {
  let matrix = ConfusionMatrix(
    actual: [0, 0, 0, 1, 1, 2], predicted: [0, 0, 1, 1, 0, 0], classNames: ["cat", "dog", "owl", "elk"])

  @Test("counts actual classes by row and predicted ones by column")
  func counts() {
    #expect(matrix.counts == [[2, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
    #expect(matrix.total == 6)
    #expect(matrix.accuracy == 0.5)
  }

  @Test("gives precision, recall and F1 of each class by their definitions")
  func classes() {
    let results = matrix.perClass
    #expect(results.map(\.precision) == [0.5, 0.5, nil, nil])
    #expect(results.map(\.recall) == [2.0 / 3, 0.5, 0, nil])
    #expect(results.map(\.f1) == [4.0 / 7, 0.5, 0, nil])
    #expect(results.map(\.support) == [3, 2, 1, 0])
    #expect(matrix.macroF1 == (4.0 / 7 + 0.5 + 0) / 3)
  }

  @Test("has no accuracy without images")
  func empty() {
    let none = ConfusionMatrix(actual: [], predicted: [], classNames: ["a"])
    #expect(none.accuracy == nil)
    #expect(none.macroF1 == nil)
  }
}
