#!/usr/bin/env python3
"""Writes what PyTorch computes with optimisers, schedules, activations, losses and layers, as the fixtures of the tests.

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python Scripts/training-fixtures.py

Everything is in double precision and small, so that the files are a few plain numbers.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
root = pathlib.Path(__file__).resolve().parent.parent / "Tests"


def numbers(tensor):
    return [float(f"{x:.13g}") for x in tensor.detach().reshape(-1).tolist()]


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    content["made by"] = f"Scripts/training-fixtures.py with PyTorch {torch.__version__.split('+')[0]}"
    # A case a line.
    text = ",\n".join(
        f"{json.dumps(key)}: " + (
            "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in value) + "\n]"
            if value and isinstance(value, list) and isinstance(value[0], dict) else json.dumps(value, ensure_ascii=False))
        for key, value in content.items())
    path.write_text("{\n" + text + "\n}\n")


def optimizers():
    o = torch.optim
    table = [
        ("sgd", 0.1, 0, lambda p: o.SGD(p, 0.1)),
        ("sgd", 0.1, 0.01, lambda p: o.SGD(p, 0.1, weight_decay=0.01)),
        ("momentum", 0.1, 0, lambda p: o.SGD(p, 0.1, momentum=0.9)),
        ("momentum(0.8, dampening=0.5)", 0.1, 0.01, lambda p: o.SGD(p, 0.1, momentum=0.8, dampening=0.5, weight_decay=0.01)),
        ("nesterov 0.8", 0.1, 0, lambda p: o.SGD(p, 0.1, momentum=0.8, nesterov=True)),
        ("adagrad", 0.1, 0, lambda p: o.Adagrad(p, 0.1)),
        ("adagrad(decay=0.1, initial=0.5)", 0.1, 0.01, lambda p: o.Adagrad(p, 0.1, lr_decay=0.1, initial_accumulator_value=0.5, weight_decay=0.01)),
        ("adadelta", 1.0, 0, lambda p: o.Adadelta(p, 1.0)),
        ("rmsprop", 0.01, 0, lambda p: o.RMSprop(p, 0.01)),
        ("rmsprop(rho=0.9, centered=yes)", 0.01, 0, lambda p: o.RMSprop(p, 0.01, alpha=0.9, centered=True)),
        ("rmsprop(momentum=0.5, centered=yes)", 0.01, 0.1, lambda p: o.RMSprop(p, 0.01, momentum=0.5, centered=True, weight_decay=0.1)),
        ("adam", 0.01, 0, lambda p: o.Adam(p, 0.01)),
        ("adam(beta1=0.8, beta2=0.95, epsilon=0.001)", 0.01, 0.1, lambda p: o.Adam(p, 0.01, betas=(0.8, 0.95), eps=0.001, weight_decay=0.1)),
        ("adamw", 0.01, 0.1, lambda p: o.AdamW(p, 0.01, weight_decay=0.1)),
        ("amsgrad", 0.01, 0, lambda p: o.Adam(p, 0.01, amsgrad=True)),
        ("adamax", 0.02, 0, lambda p: o.Adamax(p, 0.02)),
        ("nadam", 0.02, 0, lambda p: o.NAdam(p, 0.02)),
        ("radam", 0.02, 0, lambda p: o.RAdam(p, 0.02)),
        ("radam beta2=0.9", 0.02, 0.1, lambda p: o.RAdam(p, 0.02, betas=(0.9, 0.9), weight_decay=0.1)),
        ("adafactor", 0.05, 0, lambda p: o.Adafactor(p, 0.05, weight_decay=0)),
        ("adafactor(clip=1.5)", 0.05, 0.1, lambda p: o.Adafactor(p, 0.05, d=1.5, weight_decay=0.1)),
    ]
    if hasattr(o, "Muon"):
        table.append(("muon", 0.02, 0.1, lambda p: o.Muon(p, 0.02, weight_decay=0.1)))
    cases = []
    for name, rate, decay, make in table:
        for shape in ([3], [2, 3], [4, 2]):
            # Muon and Adafactor know rows from columns: the weights here are the transpose of PyTorch's.
            turned = len(shape) == 2
            if name == "muon" and not turned:
                continue
            generator = torch.Generator().manual_seed(len(cases))
            start = torch.randn(shape, generator=generator)
            parameter = (start.t().contiguous() if turned else start.clone()).requires_grad_()
            optimizer = make([parameter])
            gradients, trace = [], []
            for _ in range(8):
                gradient = torch.randn(shape, generator=generator)
                gradients.append(numbers(gradient))
                parameter.grad = gradient.t().contiguous() if turned else gradient.clone()
                optimizer.step()
                trace.append(numbers(parameter.t() if turned else parameter))
            cases.append(dict(optimizer=name, rate=rate, decay=decay, shape=shape, start=numbers(start), gradients=gradients, trace=trace))
    write(root / "GradusOptimizationTests/Fixtures/optimizers.json", {"cases": cases})


def schedules():
    s = torch.optim.lr_scheduler
    table = [
        ("step(every=3, factor=0.5)", lambda o: s.StepLR(o, 3, 0.5)),
        ("multistep(2, 5, 9, factor=0.2)", lambda o: s.MultiStepLR(o, [2, 5, 9], 0.2)),
        ("exponential(0.9, every=1)", lambda o: s.ExponentialLR(o, 0.9)),
        ("cosine(10, floor=0.1)", lambda o: s.CosineAnnealingLR(o, 10, eta_min=0.1)),
        ("cosine-restarts 4", lambda o: s.CosineAnnealingWarmRestarts(o, 4)),
        ("cosine-restarts(2, growth=2, floor=0.2)", lambda o: s.CosineAnnealingWarmRestarts(o, 2, 2, 0.2)),
        ("polynomial(10, power=2)", lambda o: s.PolynomialLR(o, 10, 2)),
        ("polynomial 10", lambda o: s.PolynomialLR(o, 10)),
        ("one-cycle 20", lambda o: s.OneCycleLR(o, 1.0, total_steps=20, cycle_momentum=False)),
        ("one-cycle(16, rise=0.25, divisor=10, last=100)", lambda o: s.OneCycleLR(o, 1.0, total_steps=16, pct_start=0.25, div_factor=10, final_div_factor=100, cycle_momentum=False)),
    ]
    cases = []
    for name, make in table:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
        schedule = make(optimizer)
        factors = []
        for _ in range(10 if name.startswith(("cosine(", "polynomial")) else 16):
            factors.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        cases.append(dict(schedule=name, factors=factors))
    plateaus = []
    measured = [1.0, 0.9, 0.91, 0.905, 0.89999, 0.95, 0.5, 0.6, 0.7, 0.6, 0.55, 0.52, 0.51, 0.505, 0.2]
    for name, options in [("plateau(0.5, patience=1)", dict(factor=0.5, patience=1)), ("plateau(0.1, patience=0, cooldown=2, floor=0.01)", dict(factor=0.1, patience=0, cooldown=2, min_lr=0.01))]:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
        schedule = s.ReduceLROnPlateau(optimizer, **options)
        factors = []
        for value in measured:
            schedule.step(value)
            factors.append(optimizer.param_groups[0]["lr"])
        plateaus.append(dict(schedule=name, measured=measured, factors=factors))
    write(root / "GradusOptimizationTests/Fixtures/schedules.json", {"cases": cases, "plateaus": plateaus})


def activations():
    points = [-7.5, -3.0, -2.9, -1.2, -0.5, -1e-3, 1e-3, 0.3, 0.9, 2.9, 3.1, 5.9, 6.2, 20.0]
    table = [
        ("identity", nn.Identity()), ("relu", nn.ReLU()), ("sigmoid", nn.Sigmoid()), ("tanh", nn.Tanh()),
        ("leaky-relu", nn.LeakyReLU()), ("leaky-relu 0.2", nn.LeakyReLU(0.2)), ("relu6", nn.ReLU6()),
        ("elu", nn.ELU()), ("elu 0.5", nn.ELU(0.5)), ("selu", nn.SELU()), ("celu", nn.CELU()), ("celu 2", nn.CELU(2.0)),
        ("gelu", nn.GELU()), ("gelu-tanh", nn.GELU(approximate="tanh")), ("silu", nn.SiLU()), ("mish", nn.Mish()),
        ("softplus", nn.Softplus()), ("softsign", nn.Softsign()), # (PyTorch has its slope in single precision.)
        ("hard-sigmoid", lambda x: torch.clamp(x / 6 + 0.5, 0, 1)),
        ("hard-swish", nn.Hardswish()), ("hard-tanh", nn.Hardtanh()), ("softmax", nn.Softmax(dim=-1)),
        ("log-softmax", nn.LogSoftmax(dim=-1)), ("sin", torch.sin),
        ('"x*sigmoid(1.702*x)"', lambda x: x * torch.sigmoid(1.702 * x)), ('"max(x, 0)^2"', lambda x: torch.relu(x) ** 2),
    ]
    weights = torch.linspace(0.5, 1.5, len(points))
    cases = []
    for name, function in table:
        x = torch.tensor(points, requires_grad=True)
        y = function(x)
        (y * weights).sum().backward()
        cases.append(dict(activation=name, values=numbers(y), slopes=numbers(x.grad)))
    write(root / "GradusLearningTests/Fixtures/activations.json", {"points": points, "weights": numbers(weights), "cases": cases})


def losses():
    generator = torch.Generator().manual_seed(1)
    z = torch.randn(5, 4, generator=generator) * 2
    labels = torch.tensor([0, 3, 1, 1, 2])
    onehot = nn.functional.one_hot(labels, 4).to(torch.float64)
    soft = torch.softmax(torch.randn(5, 4, generator=generator), 1)
    binary = (torch.rand(5, 4, generator=generator) > 0.5).to(torch.float64)
    real = torch.randn(5, 4, generator=generator)
    counts = torch.randint(0, 5, (5, 4), generator=generator).to(torch.float64)

    def focal(z, y):
        log = (y * torch.log_softmax(z, 1)).sum(1)
        return (-(1 - log.exp()) ** 2 * log).mean()

    table = [
        ("cross-entropy", onehot, lambda z, y: nn.functional.cross_entropy(z, y)),
        ("cross-entropy", soft, lambda z, y: nn.functional.cross_entropy(z, y)),
        ("cross-entropy smoothing=0.1", onehot, lambda z, y: nn.functional.cross_entropy(z, y, label_smoothing=0.1)),
        ("cross-entropy reduction=sum", onehot, lambda z, y: nn.functional.cross_entropy(z, y, reduction="sum")),
        ("focal", onehot, focal),
        ("hinge", onehot, lambda z, y: nn.functional.multi_margin_loss(z, labels)),
        ("hinge 2", onehot, lambda z, y: nn.functional.multi_margin_loss(z, labels, p=2)),
        ("binary-cross-entropy", binary, lambda z, y: nn.functional.binary_cross_entropy_with_logits(z, y)),
        ("binary-cross-entropy 3", binary, lambda z, y: nn.functional.binary_cross_entropy_with_logits(z, y, pos_weight=torch.tensor(3.0))),
        ("squared-error", real, nn.functional.mse_loss), ("absolute-error", real, nn.functional.l1_loss),
        ("huber", real, nn.functional.huber_loss), ("huber 0.3", real, lambda z, y: nn.functional.huber_loss(z, y, delta=0.3)),
        ("log-cosh", real, lambda z, y: torch.log(torch.cosh(z - y)).mean()),
        ("poisson", counts, lambda z, y: nn.functional.poisson_nll_loss(z, y)),
        ("kullback-leibler", soft, lambda z, y: nn.functional.kl_div(torch.log_softmax(z, 1), y, reduction="batchmean")),
        ("kullback-leibler", onehot, lambda z, y: nn.functional.kl_div(torch.log_softmax(z, 1), y, reduction="batchmean")),
        ("brier", onehot, lambda z, y: ((torch.softmax(z, 1) - y) ** 2).sum(1).mean()),
    ]
    cases = []
    for name, target, function in table:
        x = z.clone().requires_grad_()
        value = function(x, target)
        value.backward()
        cases.append(dict(loss=name, targets=numbers(target), value=float(value.detach()), gradient=numbers(x.grad)))
    write(root / "GradusLearningTests/Fixtures/losses.json", {"shape": [5, 4], "scores": numbers(z), "cases": cases})


def layers():
    class Residual(nn.Module):
        def __init__(self, *inner):
            super().__init__()
            self.inner = nn.Sequential(*inner)

        def forward(self, x):
            return x + self.inner(x)

    class Maxout(nn.Module):
        def __init__(self, inputs, width):
            super().__init__()
            self.a, self.b = nn.Linear(inputs, width), nn.Linear(inputs, width)

        def forward(self, x):
            return torch.maximum(self.a(x), self.b(x))

    table = [
        ("dense 3", nn.Linear(4, 3)), ("dense 3 bias=no", nn.Linear(4, 3, bias=False)),
        ("batchnorm", nn.BatchNorm1d(4)), ("batchnorm(intake=0.3, epsilon=0.01)", nn.BatchNorm1d(4, momentum=0.3, eps=0.01)),
        ("batchnorm affine=no", nn.BatchNorm1d(4, affine=False)),
        ("layernorm", nn.LayerNorm(4)), ("layernorm(epsilon=0.1, affine=no)", nn.LayerNorm(4, eps=0.1, elementwise_affine=False)),
        ("rmsnorm 1e-3", nn.RMSNorm(4, eps=1e-3)), ("prelu", nn.PReLU(4)), ("maxout 3", Maxout(4, 3)),
        ("residual(dense 5, relu, dense 4)", Residual(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 4))),
        ("dense 5 bias=yes, batchnorm, relu, dense 3", nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3))),
        ("dense 6, layernorm, gelu, residual(dense 4, silu, dense 6), dense 2",
         nn.Sequential(nn.Linear(4, 6), nn.LayerNorm(6), nn.GELU(), Residual(nn.Linear(6, 4), nn.SiLU(), nn.Linear(4, 6)), nn.Linear(6, 2))),
    ]
    generator = torch.Generator().manual_seed(2)
    cases = []
    for name, module in table:
        x = torch.randn(5, 4, generator=generator).requires_grad_()
        for p in module.parameters():
            p.data = torch.randn(p.shape, generator=generator)
        # Gradus keeps weights as (inputs, outputs).
        turned = lambda t: t.t() if t.dim() == 2 else t
        state = {k: v.clone() for k, v in module.state_dict().items() if "num_batches" not in k}
        y = module(x)
        weights = torch.randn(y.shape, generator=generator)
        (y * weights).sum().backward()
        after = {k: v for k, v in module.state_dict().items() if "running" in k}
        module.eval()
        used = module(x)
        cases.append(dict(
            layers=name, input=numbers(x), slots=[dict(shape=list(turned(v).shape), values=numbers(turned(v))) for v in state.values()],
            output=numbers(y), weights=numbers(weights), inputGradient=numbers(x.grad),
            gradients=[numbers(turned(p.grad)) for p in module.parameters()],
            running=[numbers(v) for v in after.values()], used=numbers(used)))
    write(root / "GradusLearningTests/Fixtures/layers.json", {"shape": [5, 4], "cases": cases})


def embeddings():
    """Five steps of gradient descent with two tables of vectors, beside one number."""
    generator = torch.Generator().manual_seed(5)
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    colours, sizes, last = nn.Embedding(3, 2), nn.Embedding(2, 3), nn.Linear(6, 2, bias=False)
    parameters = [colours.weight, sizes.weight, last.weight]
    for p in parameters:
        p.data = draw(*p.shape)
    colour, size, number, target = torch.tensor([0, 2, 2, 1, 0, 2]), torch.tensor([1, 0, 0, 0, 1, 1]), draw(6, 1), draw(6, 2)
    one = nn.functional.one_hot
    rows = torch.cat([one(colour, 3), number, one(size, 2)], 1)
    # Gradus keeps the weights of dense layers as (inputs, outputs).
    values = lambda: [numbers(t.t() if t is last.weight else t) for t in parameters]
    first, steps = values(), []
    optimizer = torch.optim.SGD(parameters, 0.1)
    for _ in range(5):
        optimizer.zero_grad()
        loss = ((last(torch.cat([number, colours(colour), sizes(size)], 1)) - target) ** 2).sum() / 10
        loss.backward()
        optimizer.step()
        steps.append(dict(loss=float(loss.detach()), parameters=values()))
    write(root / "GradusLearningTests/Fixtures/embedding.json", {
        "layers": "embedding(category 1 3 2, category 5 2 3), dense 2 bias=no", "input": numbers(rows),
        "targets": numbers(target), "begin": first, "steps": steps})


for make in (optimizers, schedules, activations, losses, layers, embeddings):
    make()
