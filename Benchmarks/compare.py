#!/usr/bin/env python3
"""Measures Gradus against the hand-written limit and JAX, interleaved, and prints tables. `make bench` calls it through Scripts/bench.sh.

Each program trains for a few epochs in a process of its own, and its figure for the round is its fastest epoch; the rounds take the programs in
turn, so that whatever else the machine does meets all of them; the table shows the median over the rounds, and how much longer Gradus' last epoch
takes than its fastest. Compare the ratios of one run: seconds drift from hour to hour.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))

# name: (epochs in a process, what `gradus train` is told)
NETWORKS = {
    "small": (6, "--layers 128 --optimizer sgd --learning-rate 0.1 --batch-size 128"),
    "medium": (5, "--layers 512,512 --optimizer adam --learning-rate 0.001 --batch-size 128"),
    "large": (2, "--layers 2048,2048,2048 --optimizer momentum --learning-rate 0.05 --batch-size 256"),
}
# What layers add to the medium network's step: the same products with ReLU are the measure.
LAYERS = {
    "ReLU": "dense 512, relu, dense 512, relu, dense 10",
    "dropout": "dense 512, relu, dropout 0.2, dense 512, relu, dropout 0.2, dense 10",
    "batch normalisation": "dense 512, batchnorm, relu, dense 512, batchnorm, relu, dense 10",
    "GELU": "dense 512, gelu, dense 512, gelu, dense 10",
    "layer normalisation, GELU, residual": "dense 512, layernorm, gelu, residual(dense 512, layernorm, gelu), dense 10",
}
STEPS = {"small": 469, "medium": 469, "large": 235}


def gradus(arguments, network, epochs, folder):
    return [arguments.gradus, "train", "fashion-mnist", "--activation", "relu", "--seed", "0", "--format", "json",
            "--epochs", str(epochs), "--output", os.path.join(folder, "model.safetensors"), *NETWORKS[network][1].split()]


def run(command, environment=None):
    """The seconds of each epoch and the test accuracy that a training program prints."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with status {done.returncode}:\n{done.stderr}")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    seconds = [row["seconds"] for row in rows if "seconds" in row]
    return seconds, rows[-1].get("test_accuracy")


def programs(arguments, network, epochs, folder):
    result = {"limit": [arguments.limit, network, str(epochs)], "gradus": gradus(arguments, network, epochs, folder)}
    if arguments.jax:
        result["jax"] = [arguments.jax, os.path.join(HERE, "jax", "train_jax.py"), network, str(epochs)]
    return result


def epochs_table(arguments, folder):
    print(f"Seconds an epoch, f32, median of {arguments.rounds} rounds (fastest epoch of each), and the ratio to the limit:\n")
    print("| network | limit | Gradus | JAX | Gradus / limit | Gradus / JAX | last epoch / fastest | accuracy: limit, Gradus, JAX |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    rows = {}
    for network in arguments.networks:
        epochs = NETWORKS[network][0]
        figures, accuracy, growth = {}, {}, []
        for _ in range(arguments.rounds):
            for name, command in programs(arguments, network, epochs, folder).items():
                seconds, accuracy[name] = run(command)
                figures.setdefault(name, []).append(min(seconds))
                if name == "gradus":
                    growth.append(seconds[-1] / min(seconds))
        median = {name: statistics.median(values) for name, values in figures.items()}
        rows[network] = {"median": median, "rounds": figures, "accuracy": accuracy, "last_over_fastest": growth}
        jax = median.get("jax")
        hits = ", ".join(f"{100 * value:.1f} %" for value in accuracy.values())
        print(f"| {network} | {median['limit']:.3f} | {median['gradus']:.3f} | {f'{jax:.3f}' if jax else '-'} "
              f"| {median['gradus'] / median['limit']:.2f} | {f'''{median['gradus'] / jax:.2f}''' if jax else '-'} | {statistics.median(growth):.2f} | {hits} |", flush=True)
    return rows


def layers_table(arguments, folder):
    """Seconds an epoch of the medium network with other layers between its products, in turn, and the ratio to ReLU alone."""
    print(f"\nSeconds an epoch of medium with other layers between its products, median of {arguments.rounds} rounds (fastest of 3 epochs):\n")
    print("| layers | seconds | ratio to ReLU |")
    print("|---|---|---|", flush=True)
    figures = {}
    for _ in range(arguments.rounds):
        for name, network in LAYERS.items():
            command = [arguments.gradus, "train", "fashion-mnist", "--network", network, "--seed", "0", "--format", "json", "--epochs", "3"]
            figures.setdefault(name, []).append(min(run(command)[0]))
    median = {name: statistics.median(values) for name, values in figures.items()}
    for name, seconds in median.items():
        print(f"| {name} | {seconds:.3f} | {seconds / median['ReLU']:.2f} |", flush=True)
    return {"median": median, "rounds": figures}


def busy_neighbour(arguments, folder):
    """How much longer an epoch of the medium network takes beside a process that never rests."""
    command = gradus(arguments, "medium", 3, folder)
    alone, beside = [], []
    for _ in range(3):
        alone.append(statistics.median(run(command)[0]))
        neighbour = subprocess.Popen([sys.executable, "-c", "while True: pass"])
        try:
            beside.append(statistics.median(run(command)[0]))
        finally:
            neighbour.kill()
            neighbour.wait()
    ratio = statistics.median(beside) / statistics.median(alone)
    print(f"\nBusy neighbour: an epoch of medium takes {statistics.median(alone):.3f} s alone and {statistics.median(beside):.3f} s beside "
          f"a busy process: {ratio:.2f} times as long (at most 3 is wanted).", flush=True)
    return {"alone": alone, "beside": beside, "ratio": ratio}


def allocations(arguments, folder):
    """Heap allocations of one more epoch of small, with the batches as they are and with batches of half the size: what an epoch
    asks for (its report, the saved model) is the same, so the difference is what its further steps ask for."""
    def count(epochs, batch):
        path = os.path.join(folder, f"allocations-{epochs}-{batch}")
        run([*gradus(arguments, "small", epochs, folder), "--batch-size", str(batch)],
            {**os.environ, "LD_PRELOAD": arguments.counter, "ALLOCATIONS_FILE": path})
        with open(path) as file:
            return sum(int(number) for _, number in (line.split() for line in file))

    epoch = {batch: count(4, batch) - count(3, batch) for batch in (128, 64)}
    steps = -(-60000 // 64) - STEPS["small"]
    print(f"\nHeap allocations of one more epoch of small: {epoch[128]} with {STEPS['small']} steps, {epoch[64]} with {steps} steps more: "
          f"{(epoch[64] - epoch[128]) / steps:.2f} a step.", flush=True)
    return epoch


def start_up(arguments):
    times = []
    for _ in range(21):
        begin = time.perf_counter()
        subprocess.run([arguments.gradus, "--version"], stdout=subprocess.DEVNULL, check=True)
        times.append(1000 * (time.perf_counter() - begin))
    median = statistics.median(times)
    print(f"\nStart-up: `gradus --version` answers after {median:.1f} ms (median of {len(times)}; under 30 is wanted).", flush=True)
    return median


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gradus", required=True, help="the program `gradus`, built for release")
    parser.add_argument("--limit", required=True, help="the limit program")
    parser.add_argument("--counter", help="the allocation counter, a library to preload")
    parser.add_argument("--jax", help="a Python that can import jax and optax")
    parser.add_argument("--networks", type=lambda text: text.split(","), default=list(NETWORKS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--results", help="write every figure to this JSON file too")
    arguments = parser.parse_args()
    if os.getloadavg()[0] > 0.7:
        print(f"Warning: the load average is {os.getloadavg()[0]:.1f}. Something else is running here, and the figures will say more about that.\n")
    with tempfile.TemporaryDirectory() as folder:
        results = {"epochs": epochs_table(arguments, folder), "layers": layers_table(arguments, folder)}
        results |= {"busy_neighbour": busy_neighbour(arguments, folder)}
        if arguments.counter:
            results["allocations"] = allocations(arguments, folder)
    results["start_up_milliseconds"] = start_up(arguments)
    if arguments.results:
        os.makedirs(os.path.dirname(arguments.results), exist_ok=True)
        with open(arguments.results, "w") as file:
            json.dump(results, file, indent=2)


main()
