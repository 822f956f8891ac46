#!/usr/bin/env python3
"""Compiles derivatives that `gradus derive --format swift` prints, and compares them with what the package answers.

    swift build && Scripts/check-generated-swift.py [EVERY]

Takes every EVERYth (4th) formula of Tests/GradusTests/FieldFormulaTests.swift. One program is type-checked and linked
against the modules of .build/debug; it reads each formula, differentiates it and compares the generated expression with
the answer, by the laws or by numbers.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEBUG = ROOT / ".build/debug"
MODULES = ["BigInt", "CStack", "GradusExpression", "GradusRewriting", "GradusCalculus", "GradusNotation"]


def formulas():
    source = (ROOT / "Tests/GradusTests/FieldFormulaTests.swift").read_text()
    table = source.split('#"""\n')[1].split('"""#')[0]
    for line in table.strip().split("\n"):
        *formula, variables, order, declarations, _ = [field.strip() for field in line.split("|")]
        names = [name.strip() for name in variables.split(",")]
        yield "|".join(formula).strip(), names if len(names) > 1 else names * int(order), [
            part.strip() for part in declarations.split(";") if part.strip()
        ]


def derive(formula, variables, declarations, style):
    command = [DEBUG / "gradus", "derive", formula, "--wrt", variables[0], "--order", str(len(variables)), "--format", style]
    for declaration in declarations:
        command += ["--let", declaration]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def literal(text):
    return f'#"{text}"#'


def function(number, formula, variables, declarations):
    # Conditions and notes are remarks.
    lines = derive(formula, variables, declarations, "swift").split("\n")
    generated = "\n".join(line for line in lines if not line.startswith("//"))
    # The symbols of the answer: words that are neither called, nor labels, nor members, nor types of the package.
    words = re.findall(r'(?<![.\w"])([^\W\d]\w*)\b(?!["(:])', generated)
    names = sorted(set(words) - {"Formula", "Rational", "let", "if"} - set(re.findall(r"let (\w+) =", generated)))
    *parts, expression = generated.split("\n")
    texts = ", ".join(map(literal, declarations))
    by = ", ".join(map(literal, variables))
    lines = [f"func check{number}() throws {{", f"  let example = try Example({literal(formula)}, [{texts}], [{by}])"]
    for name in names:
        lines += [f"  let {name} = example.symbol({literal(name)})", f"  _ = {name}"]
    lines += [f"  {part}" for part in parts] + [f"  example.compare({expression})", "}", ""]
    return "\n".join(lines)


HEAD = """import Foundation
import GradusCalculus
import GradusExpression
import GradusNotation

nonisolated(unsafe) var failures = 0

struct Example {
  let formula: String
  let reading: Reading
  let expected: Formula

  init(_ formula: String, _ declarations: [String], _ variables: [String]) throws {
    var reader = Reader()
    for declaration in declarations { try reader.declare(declaration) }
    let reading = try reader.read(formula)
    let symbols = variables.map { Formula.symbol(reading.symbol($0)!) }
    let request = DerivativeRequest(reading.formula, withRespectTo: symbols, showsWorking: false)
    (self.formula, self.reading, expected) = (formula, reading, try request.answer().result)
  }

  func symbol(_ name: String) -> Formula { .symbol(reading.symbol(name)!) }

  func compare(_ generated: Formula) {
    if generated.shape == expected.shape, generated.isEqual(to: expected).holds { return }
    failures += 1
    print("differs: \\(formula)")
  }
}

"""


def main():
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    # Several variables are a derivative in each; here one is asked for.
    chosen = [formula for formula in formulas() if len(set(formula[1])) == 1][::every]
    checks = [function(number, *example) for number, example in enumerate(chosen)]
    calls = "".join(f"try check{number}()\n" for number in range(len(checks)))
    with tempfile.TemporaryDirectory() as folder:
        main_file = pathlib.Path(folder) / "main.swift"
        end = f'print("{len(checks)} generated expressions, \\(failures) differ")\nif failures > 0 {{ exit(1) }}\n'
        main_file.write_text(HEAD + "\n".join(checks) + calls + end)
        # What the command is linked from, so that objects of files that are gone stay out.
        linked = (DEBUG / "gradus.product/Objects.LinkFileList").read_text().replace("'", "").splitlines()
        objects = [path for path in linked if any(f"/{module}.build/" in path for module in MODULES)]
        program = pathlib.Path(folder) / "check"
        subprocess.run(
            ["swiftc", "-Onone", "-I", DEBUG / "Modules", "-Xcc", f"-fmodule-map-file={DEBUG}/CStack.build/module.modulemap",
             main_file, *objects, "-o", program], check=True)
        return 1 if subprocess.run([program], check=False).returncode else 0


sys.exit(main())
