internal import GradusLearning

/// The cells of a column as they come: numbers as long as all of them are, and otherwise texts, each of which is kept once.
struct ColumnBuilder {
  /// A number for each row, or the place of its text among the texts; nan for a gap.
  private(set) var values: [Double] = []
  /// The different texts in the order that they first stand in.
  private(set) var texts: [String] = []
  /// The line that each text first stands in.
  private(set) var lines: [Int] = []
  private(set) var isOfTexts: Bool
  /// What the numbers say of what stands before decimals.
  private(set) var marks: DecimalMarks
  /// Whether there are more different texts than are kept.
  private(set) var isRich = false
  private var places: [String: Int] = [:]
  private var hasNumbers = false
  private let most: Int

  /// - Parameters:
  ///   - isOfTexts: whether it is known to be a column of texts.
  ///   - most: how many different texts are kept.
  init(isOfTexts: Bool, marks: DecimalMarks, most: Int) {
    (self.isOfTexts, self.marks, self.most) = (isOfTexts, marks, most)
  }

  /// Takes note of a cell.
  ///
  /// - Parameters:
  ///   - cell: in UTF-8, or, where it is none, in Windows-1252.
  ///   - allowsPoint: whether it is settled that points stand before decimals.
  /// - Returns: whether all is well; otherwise numbers were read that are texts, and the column has to be read again.
  mutating func add(_ cell: Span<UInt8>, line: Int, column: Int, allowsPoint: Bool) -> Bool {
    if !isOfTexts, let number = Double(plain: cell, allowsPoint: allowsPoint || marks.arePointsCertain) {
      values.append(number)
      hasNumbers = true
      return true
    }
    let text = TableText.text(cell)
    if TableColumns.isGap(text) {
      values.append(.nan)
      return true
    }
    if !isOfTexts, let number = WrittenNumber(text), !TableColumns.isCode(text) {
      marks.see(number, text, line: line, column)
      values.append(number.value)
      hasNumbers = true
      return true
    }
    isOfTexts = true
    if let place = places[text] {
      values.append(Double(place))
    } else if texts.count < most {
      places[text] = texts.count
      values.append(Double(texts.count))
      texts.append(text)
      lines.append(line)
    } else {
      isRich = true
      values.append(.nan)
    }
    return !hasNumbers
  }

  /// Hands over what stands in the rows so far.
  mutating func take() -> [Double] {
    let taken = values
    values.removeAll(keepingCapacity: true)
    return taken
  }
}

extension ColumnBuilder {
  /// What the texts are as days; nil where they are no dates. Dates with slashes are those of the one order in which all of them are dates.
  var dates: [Double]? {
    if texts.isEmpty || isRich { return nil }
    let slashed = texts.compactMap { CalendarDay.slashed($0) }
    if slashed.count == texts.count {
      let orders = [true, false].compactMap { isDayFirst -> [Double]? in
        let days = slashed.compactMap { CalendarDay.number(slashed: $0, isDayFirst: isDayFirst) }
        return days.count == slashed.count ? days : nil
      }
      return orders.count == 1 ? orders[0] : nil
    }
    let days = texts.compactMap { CalendarDay.number($0) }
    return days.count == texts.count ? days : nil
  }

  /// The numbers of amounts, which all have the same sign of a currency, or of percent: 12.5% is 12.5. Nil where they are none.
  func amounts(_ mark: WrittenNumber.Mark) -> [Double]? {
    if texts.isEmpty || isRich { return nil }
    var affix: String?
    var numbers: [Double] = []
    numbers.reserveCapacity(texts.count)
    for text in texts {
      // Exponents are read as they are written.
      let plain = WrittenNumber(text)
      if TableColumns.isCode(text) { return nil }
      guard let amount = WrittenAmount(text) else {
        guard affix ?? "" == "", let plain, plain.mark == nil || plain.mark == mark else { return nil }
        numbers.append(plain.value)
        continue
      }
      guard let value = amount.value(mark) else { return nil }
      // Nothing is nothing in any currency.
      if !(value == 0 && amount.affix.isEmpty) {
        guard affix ?? amount.affix == amount.affix else { return nil }
        affix = amount.affix
      }
      numbers.append(value)
    }
    return numbers
  }
}
