import GradusCalculus
import GradusExpression
import Testing
import _GradusTestSupport

@testable import GradusPlan

@Suite("What holds of grouping, schedule and memory of every plan")
struct StageLawTests {
  /// A random formula with its gradients as updates; nil where there is no derivative in formulas, or no kernel.
  static func stages(_ seed: Int) -> PlanStages? {
    var random = RandomFormula(seed: seed)
    let f = random.scalar(depth: 4)
    let symbols = f.symbols.filter { $0.shape.count > 0 }
    guard let slopes = try? symbols.map({ try gradient(of: f, withRespectTo: .symbol($0)) }) else { return nil }
    let sizes = Dictionary(uniqueKeysWithValues: f.sizeSymbols.map { ($0, 2 + seed % 3) })
    let updates = zip(symbols, slopes).map { (name: $0.name, formula: Formula.symbol($0) - 2 * $1) }
    return try? PlanStages([("f", f)], updates, sizes: sizes, precision: seed.isMultiple(of: 2) ? .float32 : .float64)
  }

  @Test("there are plans to look at")
  func some() { #expect((0..<60).count { Self.stages($0) != nil } > 40) }

  @Test("every computed value is in one group, of one index space and precision", arguments: 0..<60)
  func groups(seed: Int) throws {
    guard let stages = Self.stages(seed) else { return }
    var seen = Set<Value.ID>()
    for group in stages.grouping.groups.places {
      let members = stages.grouping.groups[group].members
      #expect(!members.isEmpty && members.count <= 40)
      for member in members {
        #expect(seen.insert(member).inserted && stages.grouping.group[member] == group)
        #expect(stages.graph[member].precision == stages.graph[members[0]].precision)
        #expect(Grouping.space(member, stages.graph) == Grouping.space(members[0], stages.graph))
        // What comes from the own loop is taken at the place where it was just written.
        for use in Grouping.uses(member, stages.graph) where stages.grouping.group[use.value] == group {
          let isFold = if case .fold = stages.graph[member].operation { true } else { false }
          #expect(use.value < member && (isFold || Grouping.isLocal(use, of: member, stages.graph)))
        }
      }
    }
    let computed = stages.graph.values.places.filter { !stages.graph[$0].operation.isLeaf }
    #expect(seen == Set(computed))
  }

  @Test("every group runs once, after what it reads and before its symbols change", arguments: 0..<60)
  func order(seed: Int) throws {
    guard let stages = Self.stages(seed) else { return }
    let (graph, grouping, schedule) = (stages.graph, stages.grouping, stages.schedule)
    #expect(Set(schedule.order).count == schedule.order.count && schedule.order.count == grouping.groups.count)
    let time = Dictionary(uniqueKeysWithValues: schedule.order.enumerated().map { ($1, $0) })
    for (member, group) in grouping.group {
      for read in graph[member].operation.reads {
        if let other = grouping.group[read], other != group { #expect(time[other]! < time[group]!) }
        guard case .input(let name) = graph[Schedule.origin(read, graph)].operation else { continue }
        for (written, symbol) in schedule.inPlace where symbol == name {
          #expect(time[group]! <= time[grouping.group[written]!]!, "\(name) is read after it was overwritten")
        }
      }
    }
  }

  @Test("values that are needed at once share no byte, and all lie within the shared memory", arguments: 0..<60)
  func memory(seed: Int) throws {
    guard let stages = Self.stages(seed) else { return }
    let (graph, memory) = (stages.graph, stages.memory)
    let time = Dictionary(
      uniqueKeysWithValues: stages.schedule.order.enumerated().map { ($1, $0) })
    let kept = Set(stages.updates.map { Schedule.origin($0.value, graph) })
    // From its group to the last group that reads it, itself or under another shape.
    var last: [Value.ID: Int] = [:]
    for (member, group) in stages.grouping.group {
      for read in graph[member].operation.reads {
        let origin = Schedule.origin(read, graph)
        last[origin] = max(last[origin] ?? 0, time[group]!)
      }
    }
    var lives: [(from: Int, to: Int, start: Int, end: Int, value: Value.ID)] = []
    for (value, buffer) in memory.buffer where Schedule.origin(value, graph) == value {
      guard case .shared(let offset) = memory.buffers[buffer].storage else { continue }
      let bytes = memory.buffers[buffer].bytes
      #expect(offset % 64 == 0 && offset + bytes <= memory.sharedBytes)
      let end = kept.contains(value) ? Int.max : last[value] ?? 0
      lives.append((time[stages.grouping.group[value]!]!, end, offset, offset + bytes, value))
    }
    for (index, a) in lives.enumerated() {
      for b in lives[(index + 1)...] where a.from <= b.to && b.from <= a.to {
        #expect(a.end <= b.start || b.end <= a.start, "values \(a.value) and \(b.value)")
      }
    }
  }
}
