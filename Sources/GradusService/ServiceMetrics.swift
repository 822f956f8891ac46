import Synchronization

/// Counts of what was asked and how long it took.
final class ServiceMetrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let status: Int
  }

  private struct Times {
    var buckets = [Int](repeating: 0, count: ServiceMetrics.bounds.count + 1)
    var sum = 0.0
    var count = 0
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var times: [String: Times] = [:]
  }

  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
  private let state = Mutex(State())

  /// Counts a request.
  func count(_ route: String, _ status: Int, _ seconds: Double) {
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.requests[Key(route: route, status: status), default: 0] += 1
      state.times[route, default: Times()].buckets[bucket] += 1
      state.times[route, default: Times()].sum += seconds
      state.times[route, default: Times()].count += 1
    }
  }

  /// The counts as Prometheus reads them.
  var text: String {
    let state = state.withLock { $0 }
    var lines = ["# HELP gradus_requests_total Requests by route and status.", "# TYPE gradus_requests_total counter"]
    for (key, count) in state.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
      lines.append("gradus_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
    }
    lines += [
      "# HELP gradus_request_seconds How long requests took.", "# TYPE gradus_request_seconds histogram",
    ]
    for (route, times) in state.times.sorted(by: { $0.key < $1.key }) {
      var sum = 0
      for (place, count) in times.buckets.enumerated() {
        sum += count
        let bound = place < Self.bounds.count ? "\(Self.bounds[place])" : "+Inf"
        lines.append("gradus_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(sum)")
      }
      lines.append("gradus_request_seconds_sum{route=\"\(route)\"} \(times.sum)")
      lines.append("gradus_request_seconds_count{route=\"\(route)\"} \(times.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Service {
  /// All that is counted.
  var metricsText: String {
    var text = metrics.text
    func gauge(_ name: String, _ kind: String, _ help: String, _ rows: [(labels: String, value: String)]) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
      for row in rows { text += "\(name)\(row.labels) \(row.value)\n" }
    }
    let models = shelf.models
    func each(_ value: (ServedModel) -> Int) -> [(String, String)] {
      models.map { ("{model=\"\($0.name.escapedLabel)\"}", "\(value($0))") }
    }
    gauge("gradus_questions_waiting", "gauge", "Questions of mathematics that wait.", [("", "\(gate.waiting)")])
    gauge("gradus_models", "gauge", "Models that are served.", [("", "\(models.count)")])
    gauge("gradus_model_loads_total", "counter", "Files of models that were read.", [("", "\(shelf.loads)")])
    gauge("gradus_model_failures_total", "counter", "Files of models that could not be.", [("", "\(shelf.failures)")])
    gauge("gradus_predicted_rows_total", "counter", "Rows by model.", each { $0.batcher.counts.rows })
    gauge("gradus_batches_total", "counter", "Batches by model.", each { $0.batcher.counts.batches })
    gauge("gradus_rows_waiting", "gauge", "Rows that wait by model.", each { $0.batcher.waiting })
    if let pages = Self.residentPages {
      gauge("process_resident_memory_bytes", "gauge", "Memory in use.", [("", "\(pages * 4096)")])
    }
    return text
  }
}

extension String {
  /// The text within the quotation marks of a label.
  fileprivate var escapedLabel: String {
    replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
