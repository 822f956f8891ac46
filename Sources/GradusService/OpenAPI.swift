import GradusPaper

/// The description of the service that programs read, made of what the routes are made of.
enum OpenAPI {
  static let description: JSONValue = [
    "openapi": "3.1.0",
    "info": [
      "title": "gradus serve", "version": "0.1.0",
      "description": "Formulas, derivations, sheets and the predictions of trained models.",
    ],
    "paths": .object(errands.merging(others) { $1 }.merging(trainings) { $1 }),
    "components": [
      "schemas": [
        "Problem": object(["error": ["type": "string"]], required: ["error"])
      ],
      "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
    ],
  ]

  /// The statuses that every route may answer with, beside those of its own.
  private static let problems: [(String, String)] = [
    ("401", "The token is missing or wrong."), ("403", "The caller is another origin or machine."),
    ("429", "Too many wait already."), ("500", "A fault of gradus itself."), ("503", "The service is about to end."),
  ]

  private static let ofBodies: [(String, String)] = [
    ("400", "The body is not of its form."), ("413", "The body is too long."), ("415", "The body is of another type."),
    ("422", "What is asked cannot be answered; the words say why."),
  ]

  private static func object(
    _ properties: [String: JSONValue], required: [JSONValue] = [], isClosed: Bool = false
  ) -> JSONValue {
    var members: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { members["required"] = .array(required) }
    if isClosed { members["additionalProperties"] = false }
    return .object(members)
  }

  private static func content(_ schema: JSONValue, _ type: String = "application/json") -> JSONValue {
    .object([type: ["schema": schema]])
  }

  private static func responses(
    _ answer: String, _ schema: JSONValue, _ problems: [(String, String)]
  ) -> JSONValue {
    var responses: [String: JSONValue] = ["200": ["description": .string(answer), "content": content(schema)]]
    for (status, words) in problems {
      responses[status] = [
        "description": .string(words), "content": content(["$ref": "#/components/schemas/Problem"]),
      ]
    }
    return .object(responses)
  }

  private static var errands: [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: Errand.all.map { errand in
        var properties = properties(of: errand)
        if !errand.formats.isEmpty {
          properties["format"] = [
            "enum": .array(errand.formats.map(JSONValue.string)), "default": "json",
            "description": "An object of JSON, or a text in one.",
          ]
        }
        let required = errand.parameters.filter(\.isRequired).map { JSONValue.string($0.name) }
        let post: JSONValue = [
          "summary": .string(errand.note), "operationId": .string(errand.name),
          "requestBody": [
            "required": true,
            "content": [
              "application/json": [
                "schema": object(properties, required: required, isClosed: true), "example": errand.example,
              ]
            ],
          ],
          "responses": responses("The answer.", ["type": "object"], ofBodies + problems),
        ]
        return ("/\(errand.name)", .object(["post": post]))
      })
  }

  private static func properties(of errand: Errand) -> [String: JSONValue] {
    var properties: [String: JSONValue] = [:]
    for parameter in errand.parameters { properties[parameter.name] = schema(of: parameter) }
    return properties
  }

  private static var trainings: [String: JSONValue] {
    func post(_ summary: String, _ id: String, _ schema: JSONValue, named: Bool) -> JSONValue {
      var post: [String: JSONValue] = [
        "summary": .string(summary), "operationId": .string(id),
        "requestBody": ["required": true, "content": content(schema)],
        "responses": responses(
          summary, ["type": "object"],
          ofBodies + problems + [
            ("404", "No such training was begun here."), ("409", "It is at work, or there already."),
          ]),
      ]
      if named { post["parameters"] = [name] }
      return .object(post)
    }
    var begins = properties(of: Service.training)
    begins["name"] = ["type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]{0,59}$"]
    let body = object(begins, required: ["name", "data"], isClosed: true)
    let epochs = object(
      ["epochs": ["type": "integer", "minimum": 1, "maximum": 1_000_000]], isClosed: true)
    let list: JSONValue = [
      "summary": "The trainings that were begun here.", "operationId": "trainings",
      "responses": responses("The trainings that were begun here.", ["type": "object"], problems),
    ]
    return [
      "/v1/trainings": ["get": list, "post": post(Service.training.note, "train", body, named: false)],
      "/v1/trainings/{name}/pause": [
        "post": post("Stops a training where it stands.", "pause", object([:], isClosed: true), named: true)
      ],
      "/v1/trainings/{name}/resume": ["post": post("Goes on with a training.", "resume", epochs, named: true)],
    ]
  }

  private static func schema(of parameter: Errand.Parameter) -> JSONValue {
    func text(_ most: Int) -> [String: JSONValue] { ["type": "string", "minLength": 1, "maxLength": .integer(most)] }
    var schema: [String: JSONValue]
    switch parameter.kind {
    case .text(let most): schema = text(most)
    case .texts(let count, let each):
      let list: JSONValue = ["type": "array", "maxItems": .integer(count), "items": .object(text(each))]
      schema = ["anyOf": [.object(text(each)), list]]
    case .integer(let range):
      schema = [
        "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
      ]
    case .choice(let choices): schema = ["enum": .array(choices.map(JSONValue.string))]
    case .flag: schema = ["type": "boolean"]
    }
    schema["description"] = .string(parameter.note)
    return .object(schema)
  }

  private static let name: JSONValue = [
    "name": "name", "in": "path", "required": true, "schema": ["type": "string", "minLength": 1],
    "description": "A model, or a version of it as NAME@VERSION.",
  ]

  private static let missing = [("404", "There is no such model.")]

  private static var rows: JSONValue {
    let row: JSONValue = ["type": "array", "items": ["type": "number"]]
    let named: JSONValue = [
      "type": "object", "additionalProperties": ["type": ["number", "string", "null"]],
    ]
    return object(
      [
        "rows": [
          "type": "array", "minItems": 1, "maxItems": .integer(ServedModel.mostRows), "items": ["anyOf": [row, named]],
        ]
      ], required: ["rows"], isClosed: true)
  }

  private static func posting(_ summary: String, _ id: String) -> JSONValue {
    func flag(_ name: String, _ words: String) -> JSONValue {
      ["name": .string(name), "in": "query", "schema": ["type": "boolean"], "description": .string(words)]
    }
    let binary: JSONValue = ["schema": ["type": "string", "format": "binary"]]
    let post: JSONValue = [
      "summary": .string(summary), "operationId": .string(id),
      "parameters": [
        name, flag("resize", "Shrink or stretch a picture to the model's size."),
        flag("invert", "Exchange black and white of a picture."),
      ],
      "requestBody": [
        "required": true,
        "content": [
          "application/json": ["schema": rows], "application/x-npy": binary, "image/png": binary, "image/jpeg": binary,
        ],
      ],
      "responses": responses("What the model says.", ["type": "object"], ofBodies + missing + problems),
    ]
    return ["post": post]
  }

  private static var play: JSONValue {
    func whole(_ from: Int, _ to: Int) -> JSONValue {
      ["type": "integer", "minimum": .integer(from), "maximum": .integer(to)]
    }
    let point: JSONValue = ["type": "array", "items": ["type": "number"], "minItems": 3, "maxItems": 3]
    let (steps, places) = (whole(0, Playground.mostSteps), whole(2, Playground.mostPlaces))
    let begins = object(
      [
        "points": ["type": "array", "items": point, "minItems": 1, "maxItems": .integer(Playground.mostPoints)],
        "network": ["type": "string", "maxLength": 500], "optimizer": ["type": "string", "maxLength": 500],
        "learning_rate": ["type": "number", "exclusiveMinimum": 0, "maximum": 1000], "batch": whole(1, 10_000),
        "seed": whole(0, 1 << 31), "steps": steps, "places": places,
      ], required: ["points"], isClosed: true)
    let goesOn = object(
      ["id": ["type": "string"], "steps": steps, "places": places], required: ["id"], isClosed: true)
    return [
      "post": [
        "summary": "A few steps of training of a small network on points of the plane.", "operationId": "play",
        "requestBody": [
          "required": true, "content": content(["anyOf": [begins, goesOn]]),
        ],
        "responses": responses("Where the training has come to.", ["type": "object"], ofBodies + problems),
      ]
    ]
  }

  private static var run: JSONValue {
    let number: JSONValue = [
      "name": "run", "in": "path", "required": true, "schema": ["type": "integer", "minimum": 1],
      "description": "The number of a run.",
    ]
    func operation(_ summary: String, _ id: String) -> JSONValue {
      [
        "summary": .string(summary), "operationId": .string(id), "parameters": [number],
        "responses": responses(
          summary, ["type": "object"], [("404", "There is no such run."), ("422", "It cannot be told.")] + problems),
      ]
    }
    return [
      "get": operation("A training with its epochs.", "run"),
      "delete": operation("Takes a training out of the data base; its model stays.", "deleteRun"),
    ]
  }

  private static var others: [String: JSONValue] {
    func get(_ summary: String, _ id: String, _ more: [(String, String)] = [], named: Bool = false) -> JSONValue {
      var get: [String: JSONValue] = [
        "summary": .string(summary), "operationId": .string(id),
        "responses": responses(summary, ["type": "object"], more + problems),
      ]
      if named { get["parameters"] = [name] }
      return ["get": .object(get)]
    }
    let metrics: JSONValue = [
      "get": [
        "summary": "Counts for Prometheus.", "operationId": "metrics",
        "responses": [
          "200": ["description": "The counts.", "content": content(["type": "string"], "text/plain")],
          "401": ["description": "The token is missing or wrong."], "403": ["description": "Another origin."],
          "503": ["description": "The service is about to end."],
        ],
      ]
    ]
    return [
      "/play": play, "/healthz": get("Whether the service is up.", "health"), "/metrics": metrics,
      "/v1/models": get("The models that are served.", "models"),
      "/v1/models/{name}": get("A model.", "model", missing, named: true),
      "/v1/models/{name}/predict": posting("What a model takes examples for.", "predict"),
      "/v1/models/{name}/saliency": posting("Which inputs spoke for what a model takes an example for.", "saliency"),
      "/v1/runs": get("The trainings that are recorded.", "runs"), "/v1/runs/{run}": run,
    ]
  }
}
