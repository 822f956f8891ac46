"""Commands that ask for far too much, each of which ends by itself. See check-bombs.sh."""

import os
import resource
import sys
import tempfile
import time

SECONDS = float(os.environ.get("SECONDS_ALLOWED", "10"))
BYTES = 2 << 30


def nested(opening, inside, closing, count):
    return opening * count + inside + closing * count


def chain(step, count, first="a0=x"):
    return "; ".join([first] + [step.format(i - 1, i) for i in range(1, count + 1)] + [f"a{count}"])


def derive(formula, wrt="x", *more):
    return ["derive", formula, "--wrt", wrt, *more]


def let(*declarations):
    return [part for declaration in declarations for part in ("--let", declaration)]


FACTORS = "*".join(f"(x+{i})" for i in range(1, 21))
BOMBS = {}


def add(name, *arguments):
    assert name not in BOMBS, name
    BOMBS[name] = list(arguments)


# Nested.
for count in (70, 1000, 10000):
    add(f"{count} sines", *derive(nested("sin(", "x", ")", count)))
for name, opening, closing in [
    ("brackets", "(", ")"), ("exp", "exp(", ")"), ("roots", "sqrt(", ")"), ("signs", "-(", ")"), ("bars", "|", "|"),
    ("tanh", "tanh(", ")"), ("logs", "log(", ")"), ("shifted sines", "sin(1+", ")"), ("squares", "(", ")^2"),
    ("quotients", "1/(1+", ")"), ("max", "max(x,", ")"), ("braces", "{", "}"), ("relu", "relu(", ")"),
]:
    add(f"3000 {name}", *derive(nested(opening, "x", closing, 3000)))
add("10000 brackets", "compute", nested("(", "1", ")", 10000))
add("60000 brackets", "compute", nested("(", "1", ")", 60000))
add("60000 open brackets", "compute", "(" * 60000)
add("60000 open sines", "compute", "sin(" * 15000)
add("LaTeX fractions", *derive(nested("\\frac{1}{1+", "x", "}", 2000)))
add("LaTeX roots", *derive(nested("\\sqrt{", "x", "}", 2000)))
add("LaTeX left", *derive(nested("\\left(", "x", "\\right)", 2000)))
add("open LaTeX fractions", *derive("\\frac{" * 9000))
add("100000 primes", *derive("x" + "'" * 100000))
add("100000 signs", "compute", "0" + "-" * 100000 + "1")
add("inverses", *derive(nested("inv(", "A", ")", 2000), "A"))
add("sums of inverses", *derive(nested("inv(I+", "A", ")", 60), "A", *let("A: [n,n]")))
add("transposes", *derive("tr(" + nested("(", "A", "')", 2001) + "*B)", "A"))
add("determinants", *derive(nested("det(", "x", ")", 500)))
add("softmax", *derive("sum(" + nested("softmax(", "x", ")", 60) + ")", "x", *let("x: [n]")))
add("norms", *derive(nested("norm2(", "x", ")", 400), "x", *let("x: [n]")))
# Wide.
for count in (68, 200, 1000):
    add(f"{count} factors", *derive("*".join(f"x{i}" for i in range(1, count + 1)), "x1"))
    add(f"{count} terms", *derive("+".join(f"x{i}^2" for i in range(1, count + 1)), "x1"))
add("twenty linear factors", *derive(FACTORS))
add("sixty linear factors", *derive("*".join(f"(x+{i})" for i in range(1, 61))))
add("linear factors twice", *derive(FACTORS, "x", "--order", "2"))
add("quotients of factors", *derive("/".join(f"(x+{i})" for i in range(1, 21)).replace("/", "*1/")))
add("sum of sines", *derive("+".join(f"sin({i}*x)" for i in range(1, 1000))))
add("product of sines", *derive("*".join(f"sin({i}*x)" for i in range(1, 40))))
add("product of sums", *derive("*".join(f"(a{i}+b{i})" for i in range(1, 60)), "a1"))
add("powers of sums", *derive("*".join(f"(x+y+z+{i})^{i}" for i in range(1, 30))))
add("10000 additions", "compute", "+".join(["1"] * 10000))
add("10000 products", "compute", "*".join(["2"] * 10000))
add("long column", "compute", "[" + ";".join(["1"] * 20000) + "]")
add("wide matrix", "compute", "det([" + ";".join(" ".join(str((i * j) % 17 + (i == j)) for j in range(60)) for i in range(60)) + "])")
add("inverse of a matrix of symbols", *derive("sum(inv([" + ";".join(" ".join(f"x^{i + j}" for j in range(8)) for i in range(8)) + "]))"))
add("many names", *derive(" + ".join(f"sin(v{i}*w{i})" for i in range(1500)), "v1"))
# Chains of definitions.
add("twelve logistic steps", *derive(chain("a{1}=4*a{0}*(1-a{0})", 12)))
add("forty logistic steps", *derive(chain("a{1}=4*a{0}*(1-a{0})", 40)))
add("squares of sums", *derive(chain("a{1}=a{0}^2+1", 30)))
add("doubled products", *derive(chain("a{1}=a{0}*a{0}", 60)))
add("doubled sums", *derive(chain("a{1}=a{0}+a{0}", 200)))
add("sines of sums", *derive(chain("a{1}=sin(a{0}+a{0}^2)", 40)))
add("exp of exp", *derive(chain("a{1}=exp(a{0})*a{0}", 30)))
add("deep definitions", *derive(chain("a{1}=sin(a{0})", 2000)))
add("Newton", *derive(chain("a{1}=a{0}-(a{0}^2-2)/(2*a{0})", 12)))
add("matrix squares", *derive("B=A*A; C=B*B; D=C*C; E=D*D; tr(E*E)", "A", *let("A: [n,n]")))
add("functions that double", "compute", "f0(x) := x + x\n" + "".join(f"f{i}(x) := f{i-1}(f{i-1}(x)) + f{i-1}(x)\n" for i in range(1, 41)) + "f40(1)")
add("circular", "compute", "a=b; b=c; c=a; a")
# Powers of matrices and traces.
for power in (5, 10, 20, 25, 32):
    add(f"A^{power}", *derive(f"A^{power}", "A"))
    add(f"trace of A^{power}", *derive(f"tr(A^{power})", "A"))
add("A^100", *derive("A^100", "A"))
add("A^-9223372036854775808", "compute", "A^-9223372036854775808", *let("A=[1 2;3 4]"))
add("trace of sixteen factors", *derive("tr(" + "*".join(["A*B"] * 8) + ")", "A"))
add("trace of sixty factors", *derive("tr(" + "*".join(["A*B"] * 30) + ")", "A"))
add("trace of different factors", *derive("tr(" + "*".join(f"A*B{i}" for i in range(20)) + ")", "A"))
add("trace of symmetric factors", *derive("tr(" + "*".join(["S*B"] * 10) + ")", "B", *let("S: [n,n] symmetric", "B: [n,n]")))
add("quadratic chain", *derive("x'*" + "*".join(["A"] * 30) + "*x", "x", *let("A: [n,n]", "x: [n]")))
add("second derivative of a trace", *derive("tr(A*B*A*B*A*B)", "A", "--order", "2", *let("A: [n,n]", "B: [n,n]")))
add("power of numbers", "compute", "[1 1;1 0]^32")
# Orders.
for order in (4, 6, 8):
    add(f"order {order} of norm2", *derive("norm2(x)", "x", "--order", str(order)))
    add(f"order {order} of softmax", *derive("softmax(x)", "x", "--order", str(order), *let("x: [n]")))
    add(f"order {order} of a large power", *derive("x^1000000000", "x", "--order", str(order)))
    add(f"order {order} of tan", *derive("tan(x)", "x", "--order", str(order)))
    add(f"order {order} of log det", *derive("logdet(X)", "X", "--order", str(order)))
    add(f"order {order} of a composition", *derive("exp(sin(x^2))/(1+x^2)", "x", "--order", str(order)))
# Sizes.
add("a million entries", *derive("sin(x)", "x", *let("x: [1000000]")))
add("10^12 entries", *derive("sin(x)", "x", *let("x: [1000000000000]")))
add("2^62 entries", *derive("sum(x)", "x", *let("x: [4611686018427387904]")))
add("entry of a long vector", *derive("x[5]^2", "x", *let("x: [1000000000000]")))
add("large matrix", *derive("A*x", "x", *let("A: [100000,100000]", "x: [100000]")))
add("zeros", "compute", "zeros(1000000000,1000000000)")
add("ones", "compute", "ones(100000,100000)")
add("eye", "compute", "eye(1000000)")
add("inverse of eye", "compute", "inv(eye(100000)+ones(100000,100000))")
add("reshape", "compute", "reshape([1;2],4294967296,4294967296)")
add("kron of zeros", "compute", "kron(zeros(100000,100000),zeros(100000,100000))")
add("kron of kron", "compute", "kron(kron(ones(3000,3000),ones(3000,3000)),ones(3000,3000))")
add("kron of huge sizes", "compute", "kron(zeros(4294967296,4294967296),zeros(4294967296,4294967296))")
add("vec of zeros", "compute", "vec(zeros(4294967296,4294967296))")
add("huge size", "compute", "zeros(99999999999999999999999999,1)")
add("outer", "compute", "ones(100000,1)*ones(100000,1)'")
add("sum of outer", "compute", "sum(ones(100000,1)*ones(100000,1)')")
add("product of ones", "compute", "ones(3000,3000)*ones(3000,3000)*ones(3000,3000)")
add("diag", "compute", "diag(ones(1000000,1))")
add("softmax of a long vector", *derive("softmax(x)", "x", *let("x: [100000]")))
add("determinant of ones", "compute", "det(ones(2000,2000)+eye(2000))")
add("exponential of a matrix", "compute", "expm(ones(500,500))")
# Numbers.
add("2^65536", "compute", "2^65536")
add("power tower", "compute", "2^(2^(2^(2^(2^2))))")
add("9^9^9", "compute", "9^(9^9)")
add("10^10^10", "compute", "10^(10^10)")
add("fraction to a power", "compute", "(7/3)^20000*(3/7)^20000")
add("many large products", "compute", "*".join(["3^40000"] * 100))
add("many large sums", "compute", "+".join(f"1/{i}" for i in range(1, 3000)))
add("digits", "compute", "9" * 100000)
add("decimals", "compute", "0." + "3" * 900 + "^1000")
add("exponent", "compute", "1e4096^4096")
add("tiny", "compute", "1e-4096")
add("root of a power", "compute", "sqrt(2^60000)")
add("powers of matrices of numbers", "compute", "A^30*A^30", *let("A=[123456789 2;3 987654321]"))
add("prod of a large column", "compute", "prod([" + ";".join(str(i) for i in range(1, 3000)) + "])")
add("large exponents of literals", "compute", "[1 2;3 4].^-9223372036854775808")
# Equations and the others.
add("solve degree 60", "solve", "x^60 - 3*x^59 + 7*x - 1 = 0")
add("solve degree 1000", "solve", "x^1000 - x - 1 = 0")
add("solve huge degree", "solve", "x^1000000000 = 2")
add("solve twenty factors", "solve", FACTORS + " = 0")
add("solve sines", "solve", nested("sin(", "x", ")", 60) + " = 0")
add("solve oscillation", "solve", "sin(1000000*x) = 0.5")
add("solve at a pole", "solve", "sin(1/x) = 0")
add("solve large coefficients", "solve", "7 - 5*10^23*x + 6*10^51*x^2 + 5*x^3 - 2*x^4 = 0")
add("equal of factors", "equal", FACTORS, FACTORS.replace("x+1)", "1+x)"))
add("equal of chains", "equal", chain("a{1}=4*a{0}*(1-a{0})", 12), "x")
add("equal of nested", "equal", nested("sin(", "x", ")", 500), nested("sin(", "x", ")", 499))
add("equal of long vectors", "equal", "sum(x)", "sum(x)+0*x[1]", *let("x: [1000000000000]"))
add("convexity of factors", "convexity", FACTORS, "--in", "x")
add("convexity of nested", "convexity", nested("exp(", "x", ")", 200), "--in", "x")
add("convexity of a long vector", "convexity", "norm2(x)^2", "--in", "x", *let("x: [1000000000]"))
add("minimise factors", "minimise", FACTORS, "--in", "x")
add("descend without end", "descend", "x^2", "--in", "x", "--start", "x=1", "--rate", "0.000000001", "--max-steps", "1000000000")
add("check of factors", "check", FACTORS, "1", "--wrt", "x")
# Formats and working.
for style in ("latex", "mathml", "python", "swift", "json"):
    add(f"factors as {style}", *derive(FACTORS, "x", "--format", style))
    add(f"sines as {style}", *derive(nested("sin(", "x", ")", 500), "x", "--format", style))
add("working of factors", *derive("*".join(f"(x+{i})" for i in range(1, 13)), "x", "--steps", "all"))
add("working of sines", *derive(nested("sin(", "x", ")", 300), "x", "--steps"))
add("working of logistic steps", *derive(chain("a{1}=4*a{0}*(1-a{0})", 8), "x", "--steps"))
add("working of a power", *derive("A^12", "A", "--steps"))
# Sheets.
SHEETS = {
    "many statements": "\n".join(f"q{i}) derivative of x^{i}*sin(x) with respect to x" for i in range(200)),
    "nested": "a) derivative of " + nested("sin(", "x", ")", 2000) + " with respect to x",
    "huge": "a) A = zeros(1000000000, 1000000000)\nb) A*A",
    "plots": "\n".join(f"p{i}) plot sin({i}*x) for x from 0 to 1000000" for i in range(30)),
    "definitions": "\n".join(["a0 = 3"] + [f"a{i} = a{i-1}*a{i-1}" for i in range(1, 60)]),
}


def peak(program, arguments):
    """The exit status, the seconds, the bytes at most, and what stands on standard error."""
    with tempfile.NamedTemporaryFile() as errors:
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 5, int(SECONDS) + 5))
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 0)
            os.dup2(null, 1)
            os.dup2(errors.fileno(), 2)
            try:
                os.execv(program, [program, *arguments])
            finally:
                os._exit(127)
        _, status, usage = os.wait4(child, 0)
        seconds = usage.ru_utime + usage.ru_stime
        text = open(errors.name, errors="replace").read()
        code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return code, seconds, usage.ru_maxrss * 1024, text, time.monotonic() - start


def main():
    program = os.path.abspath(sys.argv[1])
    only = sys.argv[2:]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SHEETS.items():
            path = os.path.join(folder, name.replace(" ", "-") + ".md")
            with open(path, "w") as file:
                file.write("```gradus\n" + text + "\n```\n")
            add("sheet: " + name, "sheet", path)
        for name, arguments in BOMBS.items():
            if only and not any(part in name for part in only):
                continue
            code, seconds, size, errors, _ = peak(program, arguments)
            faults = []
            if code < 0 or code > 100:
                faults.append(f"ended by signal {-code}" if code < 0 else f"status {code}")
            if code == 70:
                faults.append("status 70")
            if seconds > SECONDS:
                faults.append(f"{seconds:.1f} s")
            if size > BYTES:
                faults.append(f"{size >> 20} MB")
            mark = "FAILED: " + ", ".join(faults) if faults else f"status {code}"
            last = errors.strip().splitlines()[-1][:90] if errors.strip() else ""
            print(f"{name:40} {seconds:6.2f} s {size >> 20:5} MB  {mark}  {last if code else ''}", flush=True)
            if faults:
                failed.append(name)
    print(f"{len(failed)} of {len(BOMBS)} failed" + (": " + ", ".join(failed) if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
