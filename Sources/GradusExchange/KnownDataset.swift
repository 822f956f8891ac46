/// A data set that is found by its name.
public enum KnownDataset: String, CaseIterable, Sendable {
  /// 70,000 photographs of clothing from Zalando, 28x28, gray, in 10 classes.
  ///
  /// Source: H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
  /// algorithms", arXiv:1708.07747 (2017).
  case fashionMNIST = "fashion-mnist"

  /// Where the system's package puts it.
  var folder: String {
    switch self {
    case .fashionMNIST: "/usr/share/datasets/fashion-mnist"
    }
  }

  var classNames: [String] {
    switch self {
    case .fashionMNIST:
      ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    }
  }

  var absent: ExchangeError {
    switch self {
    case .fashionMNIST:
      ExchangeError(
        .inputOutput, file: rawValue,
        "is not on this machine: install the package dataset-fashion-mnist, or run `make setup`")
    }
  }
}
