public import ArgumentParser
public import Gradus

// Closed sets of choices of the library that options take by their raw values.
extension Activation: ExpressibleByArgument {
  /// Reads what `description` writes; nil for anything else.
  public init?(argument: String) { try? self.init(parsing: argument) }
  /// The names of the table.
  public static var allValueStrings: [String] { names }
}
extension ArrayNames: ExpressibleByArgument {}
extension ImageSource.Part: ExpressibleByArgument {}
extension Table.Header: ExpressibleByArgument {}
extension Table.DecimalMark: ExpressibleByArgument {}
extension TablePreparation.Imputation: ExpressibleByArgument {}
extension TableRoles.Kind: ExpressibleByArgument {}
extension EnsembleMean: ExpressibleByArgument {}
extension RunState: ExpressibleByArgument {}
extension ReLUConvention: ExpressibleByArgument {}
extension Layout: ExpressibleByArgument {}
extension WorkingStyle: ExpressibleByArgument {}
extension StructureConvention: ExpressibleByArgument {}
extension ExerciseGenerator.Kind: ExpressibleByArgument {}
extension SheetFormat: ExpressibleByArgument {}
extension Step.Level: ExpressibleByArgument {}
extension DescentMethod: ExpressibleByArgument {}
extension TrainingSettings.LastBatch: ExpressibleByArgument {}

/// The choices in words: `0 or 1`.
func choices<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> String {
  let words = type.allCases.map(\.rawValue)
  return words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
}
