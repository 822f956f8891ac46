#!/usr/bin/env python3
"""Makes seeded slips in the sources, one at a time, and counts those that no test notices.

    Scripts/mutants.py --count 50 --seed 1 --work /tmp/mutants

All slips are compiled at once into a copy of the package, each behind a switch (mutant schemata, R. Untch, A. J. Offutt, M. J. Harrold,
"Mutation analysis using mutant schemata", ISSTA 1993): the environment variable GRADUS_MUTANT=k turns on the k-th. A slip that does not compile
is left out and another takes its place. Then the tests run with each: those of the module first, all of them where these pass. A slip that
all tests pass lives; what a living one means is for people to say: a missing test, or two programs that do the same.

The report, one line a slip, goes to standard output and to report.txt in the folder; a stopped run goes on where it was, with the sources that
it began with.
"""

import argparse
import collections
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

KINDS = {
    "rules": ["GradusCalculus/Derivatives", "GradusExpression/Functions", "GradusCalculus/Working"],
    "laws": ["GradusCalculus/Simplification", "GradusCalculus/Identities", "GradusExpression/Construction"],
    "optimisers": ["GradusOptimization", "GradusLearning/Training", "GradusSolving/Descent"],
    "readers": ["GradusExchange", "GradusNotation/Reading"],
    "metrics": ["GradusLearning/ConfusionMatrix", "GradusLearning/Predictor", "GradusLearning/TrainingEngine",
                "GradusLearning/SeededGenerator", "GradusLearning/Dataset", "GradusLearning/Network"],
    "plans": ["GradusPlan", "GradusKernels"],
}

# What is put in the place of what. An operator becomes one of its own whose name tells its number.
OPERATORS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
    "+": "-", "-": "+", "*": "+", "..<": "...",
}
COMPARISONS = {"<", "<=", ">", ">="}
SIGNS = "•∘⊙⊛⊚⊝⊞⊟"
FUNCTIONS = {"sin": "cos", "cos": "sin", "exp": "log", "log": "exp", "tanh": "sigmoid", "sigmoid": "tanh", "sinh": "cosh",
             "cosh": "sinh", "step": "sign", "sign": "step", "min": "max", "max": "min", "first": "last", "last": "first"}


# Of a kind of KINDS: from `start` to `end` of a file something else stands, in `words`; `how` it is written beside its switch.
Slip = collections.namedtuple("Slip", "path start end words how kind")


def digits(number):
    """The number of a slip in characters that an operator may have."""
    text = ""
    while True:
        text = SIGNS[number % 8] + text
        number //= 8
        if number == 0:
            return text


def masked(text):
    """The text with its comments and strings blank, so that places in it stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    return re.sub(r'//[^\n]*|/\*.*?\*/|#?""".*?"""#?|#"(?:[^\n])*?"#|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def candidates(path, text, kind):
    """Every slip that a file offers."""
    clean = masked(text)
    found = []
    for match in re.finditer(r"(?<= )(<=|>=|==|!=|&&|\|\||[<>+*-])(?= )", clean):
        line = clean[clean.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"\s*(infix|prefix|static func|func|case let|@)", line):
            continue
        found.append((match.start(), match.end(), f"{match.group()} → {OPERATORS[match.group()]}", ("operator", match.group())))
    for match in re.finditer(r"(?<=[ (\[])!(?=[a-zA-Z(])", clean):
        found.append((match.start(), match.end(), "! left out", ("not", "!")))
    for match in re.finditer(r"(?<=[ (\[])(true|false)\b", clean):
        other = "false" if match.group() == "true" else "true"
        found.append((match.start(), match.end(), f"{match.group()} → {other}", ("text", other)))
    for match in re.finditer(r"(?<=[ (\[])([0-9]|[1-9][0-9])(?=[ ),\]\n])", clean):
        line = clean[clean.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"\s*case\b", line):
            continue
        other = str(int(match.group()) + 1)
        found.append((match.start(), match.end(), f"{match.group()} → {other}", ("text", other)))
    for match in re.finditer(r"(?<=[ (\[,.])\.(sin|cos|exp|log|tanh|sigmoid|sinh|cosh|step|sign)\b(?=[,)])", clean):
        line = clean[clean.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"\s*case\b", line) or "case ." in line:
            continue
        other = "." + FUNCTIONS[match.group(1)]
        found.append((match.start(), match.end(), f"{match.group()} → {other}", ("text", other)))
    return [Slip(path, *entry, kind) for entry in found]


def written(how, original, number):
    what, other = how
    if what == "operator":
        return f"{other}{digits(number)}" if other != "..<" else other
    if what == "not":
        return f"!{digits(number)}"
    return f"(slipIsOn({number}) ? {other} : {original})"


SWITCH = """import Glibc

/// Which slip is on: the number in GRADUS_MUTANT.
let slipNumber: Int = getenv("GRADUS_MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
@inline(never) func slipIsOn(_ number: Int) -> Bool { slipNumber == number }
"""


def declarations(slips):
    """The operators of a module's slips, and what they do."""
    lines = [SWITCH]
    for number, slip in slips:
        what, operator = slip.how
        name = f"{operator}{digits(number)}"
        on = f"slipIsOn({number})"
        if what == "not":
            lines += [f"prefix operator {name}", f"prefix func {name} (a: Bool) -> Bool {{ {on} ? a : !a }}"]
        elif what == "operator":
            other = OPERATORS[operator]
            group = ("LogicalConjunctionPrecedence" if operator == "&&" else "LogicalDisjunctionPrecedence" if operator == "||"
                     else "MultiplicationPrecedence" if operator == "*" else "AdditionPrecedence" if operator in "+-"
                     else "ComparisonPrecedence")
            lines.append(f"infix operator {name}: {group}")
            head = f"func {name}"
            if operator in ("&&", "||"):
                lines.append(f"{head} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool "
                             f"{{ try {on} ? (a {other} b()) : (a {operator} b()) }}")
            elif operator in COMPARISONS:
                lines.append(f"{head} <T: Comparable>(a: T, b: T) -> Bool {{ {on} ? a {other} b : a {operator} b }}")
            elif operator in ("==", "!="):
                lines.append(f"{head} <T: Equatable>(a: T, b: T) -> Bool {{ {on} ? a {other} b : a {operator} b }}")
            else:
                for type in ("Int", "Double", "Float", "Rational", "Formula"):
                    lines.append(f"{head} (a: {type}, b: {type}) -> {type} {{ {on} ? a {other} b : a {operator} b }}")
    return "\n".join(lines) + "\n"


def copy(source, target):
    """What git knows of the package, and what is new."""
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=source, check=True,
                           stdout=subprocess.PIPE, text=True).stdout.split("\n")
    for name in filter(None, names):
        if os.path.isfile(f"{source}/{name}"):
            os.makedirs(os.path.dirname(f"{target}/{name}"), exist_ok=True)
            shutil.copy(f"{source}/{name}", f"{target}/{name}")


def write(folder, source, slips):
    """The sources with all slips behind their switches."""
    files = {}
    for number, slip in slips.items():
        files.setdefault(slip.path, []).append((number, slip))
    modules = {}
    for path in files:
        modules.setdefault(path.split("/")[1], []).extend(files[path])
    for name in os.listdir(f"{source}/Sources"):
        extra = f"{folder}/Sources/{name}/Slips.swift"
        wanted = None
        if name in modules:
            imports = "" if name == "GradusExpression" else "import GradusExpression\n"
            wanted = imports + declarations(sorted(modules[name]))
        if wanted is None:
            if os.path.exists(extra):
                os.remove(extra)
        elif not os.path.exists(extra) or open(extra).read() != wanted:
            open(extra, "w").write(wanted)
    for root, _, names in os.walk(f"{source}/Sources"):
        for name in names:
            if not name.endswith(".swift"):
                continue
            path = os.path.relpath(os.path.join(root, name), source)
            text = open(f"{source}/{path}").read()
            for number, slip in sorted(files.get(path, []), key=lambda entry: -entry[1].start):
                text = text[:slip.start] + written(slip.how, text[slip.start:slip.end], number) + text[slip.end:]
            if not os.path.exists(f"{folder}/{path}") or open(f"{folder}/{path}").read() != text:
                open(f"{folder}/{path}", "w").write(text)


def build(folder):
    return subprocess.run(["nice", "swift", "build", "--build-tests"], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)


def line_of(text, place):
    return text.count("\n", 0, place) + 1


def settle(folder, source, chosen, pool):
    """Builds until every slip compiles; those on lines with an error go, and others of the kind come."""
    number = len(chosen)
    while True:
        write(folder, source, chosen)
        result = build(folder)
        if result.returncode == 0:
            return chosen
        bad = set()
        for match in re.finditer(r"(Sources/[^:\s]+\.swift):(\d+):\d+: error", result.stdout):
            bad.add((match.group(1), int(match.group(2))))
        gone = []
        for key, slip in list(chosen.items()):
            line = line_of(open(f"{source}/{slip.path}").read(), slip.start)
            if any(path.endswith(slip.path) and abs(line - at) <= 1 for path, at in bad):
                gone.append(key)
        for path, at in bad:
            if path.endswith("Slips.swift"):
                declared = open(f"{folder}/{path}").read().split("\n")[at - 1]
                match = re.search(r"slipIsOn\((\d+)\)", declared)
                if match and int(match.group(1)) in chosen:
                    gone.append(int(match.group(1)))
        if not gone:
            for path in {path for path, _ in bad}:
                gone += [key for key, slip in chosen.items() if path.endswith(slip.path)]
        if not gone:
            sys.exit("the copy does not build, and no slip is to blame:\n" + result.stdout[-3000:])
        for key in set(gone):
            kind = chosen.pop(key).kind
            if pool.get(kind):
                chosen[number] = pool[kind].pop()
                number += 1
        print(f"{len(set(gone))} slips did not compile; {len(chosen)} stand", file=sys.stderr)


def passes(folder, number, filters, seconds):
    command = ["nice", "swift", "test", "--skip-build", "--disable-xctest"]
    for name in filters:
        command += ["--filter", name]
    environment = dict(os.environ, GRADUS_MUTANT=str(number), SWIFT_BACKTRACE="enable=no")
    # A group of its own, so that what the tests start ends with them.
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", start_new_session=True) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False, "a test did not end"
    if process.returncode == 0 and " passed" in output:
        return True, ""
    match = re.search(r'✘ Test (.*?) recorded an issue', output)
    fault = re.search(r"(Fatal error[^\n]*|unexpected signal[^\n]*)", output)
    return False, (match or fault).group(1)[:110] if match or fault else f"status {process.returncode}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="/tmp/gradus-mutants", help="folder of the copy and of the report")
    parser.add_argument("--seconds", type=int, default=1500, help="when a run of the tests counts as hung")
    arguments = parser.parse_args()
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # The sources as they are now, whatever becomes of them during the run, and the copy with the slips.
    source, folder = f"{os.path.abspath(arguments.work)}/original", f"{os.path.abspath(arguments.work)}/package"
    if not os.path.exists(source):
        copy(package, source)

    generator = random.Random(arguments.seed)
    pool = {}
    for kind, places in KINDS.items():
        found = []
        for root, _, names in sorted(os.walk(f"{source}/Sources")):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(root, name), source)
                if name.endswith(".swift") and any(path.startswith(f"Sources/{place}") for place in places):
                    found += candidates(path, open(f"{source}/{path}").read(), kind)
        # A slip a file in turn, so that large files do not have them all.
        generator.shuffle(found)
        seen, spread = {}, []
        for entry in found:
            seen[entry.path] = seen.get(entry.path, 0) + 1
            spread.append((seen[entry.path], len(spread), entry))
        pool[kind] = [entry for _, _, entry in sorted(spread, key=lambda item: -item[0])]
    chosen = {}
    kinds = list(KINDS)
    while len(chosen) < arguments.count:
        kind = kinds[len(chosen) % len(kinds)]
        chosen[len(chosen)] = pool[kind].pop()

    if not os.path.exists(folder):
        shutil.copytree(source, folder)
    chosen = settle(folder, source, chosen, pool)
    report = f"{os.path.abspath(arguments.work)}/report.txt"
    done = {}
    if os.path.exists(report):
        for line in open(report):
            done[line.split("  ")[1].strip()] = line.rstrip("\n")
    lived = 0
    with open(report, "a") as log:
        for number, slip in sorted(chosen.items()):
            line = line_of(open(f"{source}/{slip.path}").read(), slip.start)
            place = f"{slip.path[8:]}:{line} {slip.words}"
            if place not in done:
                module = slip.path.split("/")[1]
                began = time.time()
                fine, how = passes(folder, number, [f"{module}Tests"], arguments.seconds)
                if fine:
                    fine, how = passes(folder, number, [], arguments.seconds)
                line = f"{'LIVES' if fine else 'dies'}  {place}  {slip.kind}  {how}  {time.time() - began:.0f} s"
                print(line, file=log, flush=True)
                done[place] = line
            print(done[place], flush=True)
            lived += done[place].startswith("LIVES")
    print(f"{len(chosen)} slips, {len(chosen) - lived} noticed, {lived} live")
    sys.exit(1 if lived else 0)


if __name__ == "__main__":
    main()
