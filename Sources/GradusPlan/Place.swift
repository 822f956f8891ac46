/// Where an element stands in a list: a place among the values is none among the buffers, and the compiler says so.
package struct Place<Element>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let index: Int

  package init(_ index: Int) { self.index = index }

  package static func < (a: Place, b: Place) -> Bool { a.index < b.index }

  package var description: String { "\(index)" }
}

extension Array {
  package subscript(place: Place<Element>) -> Element {
    get { self[place.index] }
    set { self[place.index] = newValue }
  }

  /// All places, from first to last.
  package var places: [Place<Element>] { indices.map { Place($0) } }

  package func contains(_ place: Place<Element>) -> Bool { indices.contains(place.index) }

  /// Appends an element and says where it stands.
  package mutating func added(_ element: Element) -> Place<Element> {
    append(element)
    return Place(count - 1)
  }
}

/// Something known of every element of a list.
struct PlaceTable<Element, Known> {
  private var list: [Known]

  init(repeating known: Known, count: Int) { list = Array(repeating: known, count: count) }

  subscript(place: Place<Element>) -> Known {
    get { list[place.index] }
    set { list[place.index] = newValue }
  }
}
