import Foundation
import Testing

/// A derivative of a function is by its argument, and what is written there is where it is taken: no answer is zero because its
/// variable stands nowhere.
@Suite("Derivatives of functions at a place") struct SlopeTests {
  @Test(
    "What stands as the argument is where the derivative is taken",
    arguments: [
      (#"\nabla_x f(a)"#, "2 a + 3"), (#"\nabla f(x_0)"#, "2 x₀ + 3"),
      (#"\frac{\partial f(a)}{\partial x}"#, "2 a + 3"),
      ("d/dx f(a)", "2 a + 3"), (#"\frac{df}{dx}(a)"#, "2 a + 3"), ("(∇f)(a)", "2 a + 3"), ("(d/dx f)(a)", "2 a + 3"),
      (#"\nabla_x f(x^k)"#, "2 xₖ + 3"), (#"\nabla f(x^0)"#, "2 x₀ + 3"), (#"\nabla^2 f(a)"#, "2"),
      ("grad f(a)", "2 a + 3"),
      (#"\operatorname{grad}_x f(a)"#, "2 a + 3"), (#"\nabla f(a - 1)"#, "2 a + 1"), ("f'(2)", "7"), ("f''(2)", "2"),
      (#"\left.\frac{df}{dx}\right|_{x=a}"#, "2 a + 3"), (#"\frac{d}{dx} (x^2 + c)\big|_{x=3}"#, "6"),
      // These are by what stands in the argument, as ever.
      ("d/dx f(x^2)", "4 x³ + 6 x"), (#"\nabla_x f(x)"#, "2 x + 3"), (#"\nabla f"#, "2 x + 3"),
    ])
  func places(text: String, expected: String) throws {
    let result = try Program.run(["derive", text, "--let", "f(x) = x^2 + 3*x"])
    #expect(result.output == expected + "\n", "\(result.errors)")
  }

  @Test(
    "The gradient of a function of vectors, its Hessian and its Jacobian likewise",
    arguments: [
      (#"\nabla_\theta L(\theta^k)"#, "2 Xᵀ(X θₖ − y)"), (#"\nabla L(\theta_k)"#, "2 Xᵀ(X θₖ − y)"),
      (#"\nabla^2 L(\theta_k)"#, "2 Xᵀ X"),
      (#"\frac{\partial g(\theta_k)}{\partial \theta}"#, "Xᵀ diag(1 − tanh(X θₖ).^2)"),
    ])
  func vectors(text: String, expected: String) throws {
    let functions = ["--let", #"L(\theta) = norm2(X*\theta - y)^2"#, "--let", #"g(\theta) = tanh(X*\theta)"#]
    let result = try Program.run(["derive", text, "--let", "X: [n, d]"] + functions)
    #expect(result.output == expected + "\n", "\(result.errors)")
    #expect(result.errors.contains("taken at θₖ"))
  }

  @Test("Taylor's first term multiplies the gradient, which was taken before")
  func taylor() throws {
    let line = #"f(a) + \nabla f(a)^T (x - a)"#
    let result = try Program.run(["derive", line, "--wrt", "x", "--let", "f(x) = norm2(A*x)^2"])
    #expect(result.output == "2 Aᵀ A a\n", "\(result.errors)")
  }

  @Test("Partial derivatives of several arguments")
  func several() throws {
    let function = ["--let", "f(x, y) = x^2*y"]
    #expect(try Program.run(["derive", #"\nabla_x f(a, b)"#] + function).output == "2 a b\n")
    #expect(try Program.run(["derive", #"\nabla f(a, b)"#] + function).output == "(2 a b, a²)\n")
    #expect(try Program.run(["compute", #"\nabla^2 f(1, 2)"#] + function).output == "[4 2; 2 0]\n")
    // The arguments change places at once.
    #expect(try Program.run(["derive", #"\nabla f(y, x)"#] + function).output == "(2 x y, y²)\n")
  }

  @Test(
    "No derivative is zero in silence",
    arguments: [
      #"\nabla_\theta (L(\theta_k) + 1)"#, #"\frac{d}{dx} y^2"#, #"\frac{\partial}{\partial x} L(a)"#,
      #"\nabla L(\theta^2)"#,
      #"\frac{dy}{dx}(a)"#, #"\frac{d}{dx} (y + c)\big|_{x=3}"#,
    ])
  func zeros(text: String) throws {
    let result = try Program.run(["derive", text, "--let", #"L(\theta) = \theta^2"#])
    #expect(result.status == 65 && result.output.isEmpty, "\(result.output)")
  }

  @Test("What is declared as a constant has the derivative zero")
  func constants() throws {
    #expect(try Program.run(["derive", "d/dx c^2", "--let", "c: scalar", "--let", "x: scalar"]).output == "0\n")
    #expect(try Program.run(["derive", #"\frac{d}{dx} 3"#]).output == "0\n")
  }

  @Test("The variable may be said once more")
  func again() throws {
    let result = try Program.run(["derive", #"\nabla_x f(a)"#, "--wrt", "x", "--let", "f(x) = x^2", "--steps"])
    #expect(result.output.hasSuffix("\n2 a\n"), "\(result.output)")
    #expect(result.output.contains("The derivative is taken at x = a."))
  }
}
