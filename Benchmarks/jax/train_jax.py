"""The same training in JAX on the CPU: `lax.scan` over the steps of an epoch, compiled once.

    train_jax.py small|medium|large EPOCHS

Prints one JSON object an epoch, then one with the test accuracy. A first epoch that compiles is run and not counted.
"""

import gzip
import json
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

FOLDER = "/usr/share/datasets/fashion-mnist/"

# name: (widths, batch size, optimiser)
TASKS = {
    "small": ([784, 128, 10], 128, optax.sgd(0.1)),
    "medium": ([784, 512, 512, 10], 128, optax.adam(1e-3)),
    "large": ([784, 2048, 2048, 2048, 10], 256, optax.sgd(0.05, momentum=0.9)),
}


def idx(name, header):
    with gzip.open(FOLDER + name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images_and_labels(prefix):
    images = idx(f"{prefix}-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = idx(f"{prefix}-labels-idx1-ubyte.gz", 8)
    return images.astype(np.float32) / 255, labels.astype(np.int32)


def start(widths):
    """He initialisation, biases zero."""
    keys = jax.random.split(jax.random.PRNGKey(0), len(widths))
    return [
        (jax.random.normal(key, (m, n)) * np.sqrt(2 / m), jnp.zeros(n))
        for key, m, n in zip(keys, widths[:-1], widths[1:])
    ]


def logits(parameters, x):
    for W, b in parameters[:-1]:
        x = jax.nn.relu(x @ W + b)
    W, b = parameters[-1]
    return x @ W + b


def loss(parameters, x, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits(parameters, x), labels).mean()


def main():
    name, epochs = sys.argv[1], int(sys.argv[2])
    widths, batch, optimizer = TASKS[name]
    x, y = images_and_labels("train")
    test_x, test_y = images_and_labels("t10k")
    x, y = jnp.asarray(x), jnp.asarray(y)

    def step(state, chosen):
        parameters, memory = state
        value, gradient = jax.value_and_grad(loss)(parameters, x[chosen], y[chosen])
        change, memory = optimizer.update(gradient, memory, parameters)
        return (optax.apply_updates(parameters, change), memory), value

    epoch = jax.jit(lambda state, order: jax.lax.scan(step, state, order), donate_argnums=0)
    generator = np.random.default_rng(0)

    def order():
        return jnp.asarray(generator.permutation(60000)[: 60000 // batch * batch].reshape(-1, batch))

    parameters = start(widths)
    state, _ = epoch((parameters, optimizer.init(parameters)), order())
    jax.block_until_ready(state)
    for number in range(1, epochs + 1):
        begin = time.perf_counter()
        state, _ = epoch(state, order())
        jax.block_until_ready(state)
        print(json.dumps({"epoch": number, "seconds": time.perf_counter() - begin}), flush=True)
    guess = np.asarray(jax.jit(logits)(state[0], test_x)).argmax(1)
    print(json.dumps({"test_accuracy": float((guess == test_y).mean())}))


main()
