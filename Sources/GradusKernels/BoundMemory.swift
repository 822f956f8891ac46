import GradusPlan

/// The buffers of a plan, each at its address.
struct BoundMemory {
  private let buffers: [Buffer]
  private var addresses: [UnsafeMutableRawPointer] = []

  /// - Parameter symbol: where a symbol's numbers are.
  init(_ plan: Plan, _ arena: Arena, symbol: (String) -> UnsafeMutableRawPointer) {
    buffers = plan.buffers
    let shared = arena.bytes(plan.sharedBytes)
    for buffer in buffers {
      switch buffer.storage {
      case .symbol(let name): addresses.append(symbol(name))
      case .output: addresses.append(arena.bytes(buffer.bytes))
      case .shared(let offset): addresses.append(shared + offset)
      case .numbers(let values):
        let pointer = arena.bytes(buffer.bytes)
        let region = Region(pointer: pointer, precision: buffer.precision, shape: buffer.shape)
        region.write(values)
        addresses.append(pointer)
      }
    }
  }

  subscript(buffer: Buffer.ID) -> UnsafeMutableRawPointer { addresses[buffer.index] }

  func precision(_ buffer: Buffer.ID) -> Precision { buffers[buffer].precision }

  func region(_ buffer: Buffer.ID, shape: [Int]) -> Region {
    Region(pointer: self[buffer], precision: precision(buffer), shape: shape)
  }
}
