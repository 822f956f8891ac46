/// Days of the calendar as numbers: days since 1970-01-01 in the Gregorian calendar, without time zones.
package enum CalendarDay {
  /// The day of a date, 2024-02-29 or 29.02.2024, perhaps with a time of day, `2024-02-29 13:45`, `2024-02-29T13:45:30.5Z`; nil where
  /// the text is none. A date with slashes is read with the year first alone: 01/02/2024 has two meanings (`slashed`).
  package static func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    let stop = bytes.firstIndex { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: " ") } ?? bytes.endIndex
    guard let day = day(bytes[..<stop]) else { return nil }
    if stop == bytes.endIndex { return Double(day) }
    guard let time = time(bytes[(stop + 1)...]) else { return nil }
    return Double(day) + time
  }

  /// The numbers of `12/31/2024`, of which one is the day and one the month; nil where the text is no date of this form.
  package static func slashed(_ text: String) -> (first: Int, second: Int, year: Int)? {
    let parts = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { number($0) }
    guard parts.count == 3, numbers.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4 else {
      return nil
    }
    let (first, second) = (numbers[0], numbers[1])
    guard days(numbers[2], second, first) != nil || days(numbers[2], first, second) != nil else { return nil }
    return (first, second, numbers[2])
  }

  /// The day of such a date; nil where there is none.
  package static func number(slashed date: (first: Int, second: Int, year: Int), isDayFirst: Bool) -> Double? {
    days(date.year, isDayFirst ? date.second : date.first, isDayFirst ? date.first : date.second).map(Double.init)
  }

  private static func day(_ bytes: ArraySlice<UInt8>) -> Int? {
    for (mark, isYearFirst) in [("-", true), ("/", true), (".", false)] {
      let parts = bytes.split(separator: mark.utf8.first!, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let numbers = parts.compactMap { Self.number($0) }
      let (year, day) = isYearFirst ? (0, 2) : (2, 0)
      guard numbers.count == 3, parts[year].count == 4, 1...2 ~= parts[1].count, 1...2 ~= parts[day].count else {
        return nil
      }
      return days(numbers[year], numbers[1], numbers[day])
    }
    return nil
  }

  /// The part of a day: `13:45`, `13:45:30`, `13:45:30.25`, with a Z or without.
  private static func time(_ bytes: ArraySlice<UInt8>) -> Double? {
    let own = bytes.last == UInt8(ascii: "Z") ? bytes.dropLast() : bytes
    let parts = own.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard 2...3 ~= parts.count, let hour = number(parts[0]), let minute = number(parts[1]), hour < 24, minute < 60
    else { return nil }
    var seconds = 0.0
    if parts.count == 3 {
      guard let value = Double(String(decoding: parts[2], as: UTF8.self)), 0..<61 ~= value else { return nil }
      seconds = value
    }
    return (Double(hour * 60 + minute) * 60 + seconds) / 86400
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Source: H. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard 1...12 ~= month, 1...lengths[month - 1] ~= day else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// The date of a day: `2024-02-29`, and its time where it is not midnight.
  package static func text(_ number: Double) -> String {
    guard abs(number) < 1e7 else { return "\(number)" }
    let whole = Int(number.rounded(.down))
    let shifted = whole + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let digits = "\(year)"
    let date = String(repeating: "0", count: max(0, 4 - digits.count)) + "\(digits)-\(two(month))-\(two(day))"
    let seconds = Int(((number - Double(whole)) * 86400).rounded())
    if seconds == 0 { return date }
    return date + " \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
