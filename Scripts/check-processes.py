#!/usr/bin/env python3
"""Kills and stops processes of a training at random moments, and looks whether all end soon, by name, and go on to the same bits.

    Scripts/check-processes.py --mpi mpich --kills 20 --stops 3

Needs the command (`make build`, or --program) and an MPI that `make setup` has found. A training of four processes is begun; after a random time one of
them, drawn at random, is killed (SIGKILL) or stopped (SIGSTOP). All have to be gone in a few seconds, or when the silence that is borne is over; the model on
disk has to be whole; and what goes on from it, on another number of processes, has to end with the bits of a training that nobody disturbed.
"""
import argparse, hashlib, os, random, signal, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("--program", default=os.path.join(here, ".build/release/gradus"))
parser.add_argument("--mpi", choices=["openmpi", "mpich"], default="openmpi")
parser.add_argument("--kills", type=int, default=20)
parser.add_argument("--stops", type=int, default=2)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()
random.seed(options.seed)

environment = dict(os.environ, OMP_NUM_THREADS="1", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
launcher = [f"mpirun.{options.mpi}"] + (["--oversubscribe", "--bind-to", "none"] if options.mpi == "openmpi" else [])
silence = 3
epochs = 40
training = ["--network", "dense 48, batchnorm, relu, dropout 0.2, dense 10", "--batch-size", "64", "--leaves", "4"]


def command(count, words):
    program = [options.program, "train", "digits", "--no-record", "--epochs", str(epochs)] + words
    return (launcher + ["-n", str(count)] if count > 1 else []) + program


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def ranks(output):
    """The processes of the training that writes this file, without the launcher."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            words = open(f"/proc/{name}/cmdline", "rb").read().split(b"\0")
            program = os.readlink(f"/proc/{name}/exe")
        except OSError:
            continue
        if output.encode() in words and os.path.realpath(options.program) == program:
            found.append(int(name))
    return found


def fail(words, log):
    print(f"FAILED: {words}\n{log}")
    sys.exit(1)


with tempfile.TemporaryDirectory() as folder:
    whole = f"{folder}/whole.safetensors"
    start = time.time()
    subprocess.run(
        command(4, training + ["--output", whole]), env=environment, check=True, stdout=subprocess.DEVNULL)
    length = time.time() - start
    expected = digest(whole)
    slowest = 0.0
    for number in range(options.kills + options.stops):
        sign = signal.SIGKILL if number < options.kills else signal.SIGSTOP
        output = f"{folder}/{number}.safetensors"
        log = open(f"{folder}/{number}.log", "w+")
        words = training + ["--output", output, "--checkpoint-every", "3", "--silence", f"{silence}s"]
        job = subprocess.Popen(command(4, words), env=environment, stdout=log, stderr=log)
        while not (len(ranks(output)) == 4 and os.path.exists(output)) and job.poll() is None:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.6 * length))
        alive = ranks(output)
        if job.poll() is not None or not alive:
            # It was over before.
            job.wait()
        else:
            victim = random.choice(alive)
            rank = None
            for word in open(f"/proc/{victim}/environ", "rb").read().split(b"\0"):
                if word.startswith((b"OMPI_COMM_WORLD_RANK=", b"PMI_RANK=")):
                    rank = int(word.split(b"=")[1])
            try:
                os.kill(victim, sign)
            except ProcessLookupError:
                pass
            begun = time.time()
            try:
                job.wait(timeout=silence + 10)
            except subprocess.TimeoutExpired:
                job.kill()
                fail(f"rank {rank} got {sign.name}, and the rest still ran after {silence + 10} s", open(log.name).read())
            took = time.time() - begun
            slowest = max(slowest, took)
            time.sleep(0.2)
            left = [process for process in ranks(output) if process != victim]
            said = open(log.name).read()
            if left:
                fail(f"rank {rank} got {sign.name}; {len(left)} processes are left", said)
            if sign == signal.SIGSTOP:
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                lines = [line for line in said.split("\n") if "gradus: process" in line]
                if len(lines) != 1 or f"process {rank} on" not in lines[0].split(": ", 2)[2]:
                    fail(f"rank {rank} was stopped, and the line says otherwise", said)
            print(f"{sign.name} of rank {rank}: over after {took:.1f} s")
        count = random.choice([1, 2, 4])
        again = subprocess.run(
            command(count, ["--resume", output]), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # A training that was over has nothing to go on to.
        if again.returncode != 0 and "epochs already" not in again.stdout:
            fail(f"what was left does not go on with {count} processes", again.stdout)
        if digest(output) != expected:
            fail(f"other bits after going on with {count} processes", again.stdout)
    print(f"{options.kills} killed, {options.stops} stopped: all ended, at most {slowest:.1f} s later, and went on to the same bits")
