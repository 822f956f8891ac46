import Gradus

extension Reading {
  /// Says on standard error how the text was read: to a person always, and where an answer speaks of a matrix whose rows
  /// alone are written, to everybody.
  func tellShapes(as format: Format = .unicode) {
    guard standardErrorIsTerminal || findsRows, let note = shapesNote(as: format) else { return }
    printError(note)
  }
}
