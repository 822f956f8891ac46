#!/usr/bin/env python3
"""Small files as the tools of their formats write them, for the tests: Tests/GradusExchangeTests/Fixtures.

    Scripts/data-fixtures.py

Pictures come from Pillow (what it does not write, 16 bits of colour and interlaced rows, from zlib alone), and `pictures.json` has the numbers that
Pillow reads from each: in gray and in colour, over black and over white. Arrays come from NumPy, SciPy and safetensors, sparse tables from
scikit-learn, a data base from sqlite3. All of these hold one table of six rows. Needs pillow, numpy, scipy, scikit-learn and safetensors.
"""

import gzip
import json
import os
import sqlite3
import struct
import zlib

import numpy as np
from PIL import Image
from safetensors.numpy import save_file
from scipy.io import savemat
from sklearn.datasets import dump_svmlight_file

folder = os.path.join(os.path.dirname(__file__), "..", "Tests", "GradusExchangeTests", "Fixtures")
os.makedirs(folder, exist_ok=True)
random = np.random.default_rng(7)


def path(name):
    return os.path.join(folder, name)


def png(name, rows, depth, colour, width, height, interlaced=0):
    """A PNG file of rows of bytes, without a filter."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    body = b"".join(b"\0" + row for row in rows)
    with open(path(name), "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b""))


def pictures():
    h, w = 5, 7
    gray = random.integers(0, 256, (h, w), np.uint8)
    rgb = random.integers(0, 256, (h, w, 3), np.uint8)
    alpha = random.integers(0, 256, (h, w, 1), np.uint8)
    Image.fromarray(gray).save(path("gray.png"))
    Image.fromarray(rgb).save(path("rgb.png"))
    Image.fromarray(np.concatenate([rgb, alpha], 2)).save(path("rgba.png"))
    Image.fromarray(np.concatenate([gray[..., None], alpha], 2)).save(path("la.png"))
    Image.fromarray(gray > 127).save(path("bits.png"))
    palette = Image.fromarray(rgb).quantize(8)
    palette.save(path("palette.png"))
    palette.save(path("transparent.png"), transparency=bytes([0, 60, 128, 200, 255, 255, 255, 255]))
    deep = random.integers(0, 65536, (h, w, 3)).astype(">u2")
    png("deep-gray.png", [deep[y, :, 0].tobytes() for y in range(h)], 16, 0, w, h)
    png("deep-rgb.png", [deep[y].tobytes() for y in range(h)], 16, 2, w, h)
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = [rgb[y, x0::dx].tobytes() for x0, y0, dx, dy in passes if x0 < w for y in range(y0, h, dy)]
    png("interlaced.png", rows, 8, 2, w, h, interlaced=1)
    big = np.asarray(Image.fromarray(rgb).resize((21, 17), Image.Resampling.BICUBIC))
    Image.fromarray(big).save(path("rgb.jpg"), quality=85)
    Image.fromarray(big).save(path("progressive.jpg"), quality=60, progressive=True, subsampling="4:4:4")
    Image.fromarray(big).convert("L").save(path("gray.jpg"), quality=90)
    Image.fromarray(gray).save(path("gray.pgm"))
    Image.fromarray(rgb).save(path("rgb.ppm"))
    Image.fromarray(gray > 127).save(path("bits.pbm"))
    with open(path("hundred.pgm"), "wb") as file:
        file.write(b"P5 # as wide as high\n3 3\n100\n" + bytes([0, 1, 2, 25, 50, 75, 98, 99, 100]))
    with open(path("text.pgm"), "w") as file:
        file.write("P2\n3 2\n# text\n15\n0 1 2\n13 14 15\n")
    with open(path("text.ppm"), "w") as file:
        file.write("P3 2 1 255 1 2 3\n250 251 252\n")
    with open(path("text.pbm"), "w") as file:
        file.write("P1\n3 2\n010\n1 1 0\n")
    Image.fromarray(np.concatenate([rgb, alpha], 2)).convert("CMYK").save(path("cmyk.jpg"))

    expected = {}
    for name in sorted(os.listdir(folder)):
        if name.rsplit(".")[-1] not in ("png", "jpg", "pgm", "ppm", "pbm") or name == "cmyk.jpg":
            continue
        image = Image.open(path(name))
        if image.mode.startswith("I"):
            # Pillow would cut what is above 255.
            image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
        entry = {"height": image.height, "width": image.width}
        for ground, colour in (("black", (0, 0, 0)), ("white", (255, 255, 255))):
            opaque = Image.new("RGB", image.size, colour)
            full = image.convert("RGBA")
            opaque.paste(full, mask=full.getchannel("A"))
            entry[f"color over {ground}"] = np.asarray(opaque).ravel().tolist()
            entry[f"gray over {ground}"] = np.asarray(opaque.convert("L")).ravel().tolist()
        expected[name] = entry
    with open(path("pictures.json"), "w") as file:
        json.dump(expected, file)


def tables():
    x = np.array([[0, 1.5], [2, -3], [4, 0.25], [6, 0], [8, 1e-3], [10, 1e6]])
    y = np.array([0, 1, 2, 0, 1, 2])
    names = np.array(["ant", "bee", "cat"])[y]
    np.savez(path("plain.npz"), X=x, y=y)
    np.savez_compressed(path("packed.npz"), X=x.astype(">f8"), y=y.astype(np.uint16))
    np.savez(path("named.npz"), X=np.asfortranarray(x), y=names)
    np.savez(path("parts.npz"), x_train=x[:4], y_train=y[:4], x_test=x[4:], y_test=y[4:])
    np.save(path("whole.npy"), np.column_stack([x, y]))
    np.save(path("x.npy"), x)
    np.save(path("y.npy"), y)
    save_file({"x": x, "y": y}, path("data.safetensors"))
    savemat(path("plain.mat"), {"X": x, "y": y.reshape(-1, 1), "note": "a text"})
    savemat(path("packed.mat"), {"X": x, "y": y.reshape(-1, 1).astype(np.uint8)}, do_compression=True)
    dump_svmlight_file(x, y, path("zero.svm"))
    dump_svmlight_file(x, y, path("one.svm"), zero_based=False, comment="from scikit-learn", query_id=y + 5)
    with open(path("one.svm"), "rb") as file, open(path("padded.svm.gz"), "wb") as packed:
        packed.write(gzip.compress(file.read(), mtime=0) + b"\0" * 512)
    labels = np.array([[1, 0], [0, 1], [1, 1], [0, 0], [1, 1], [0, 1]])
    dump_svmlight_file(x, labels, path("several.svm"), multilabel=True)
    if os.path.exists(path("base.sqlite")):
        os.remove(path("base.sqlite"))
    base = sqlite3.connect(path("base.sqlite"))
    base.execute("CREATE TABLE animals (a REAL, b REAL, kind TEXT, seen TEXT)")
    rows = [(float(a), float(b), str(n), None if i == 2 else f"2024-02-0{i + 1}") for i, ((a, b), n) in enumerate(zip(x, names))]
    base.executemany("INSERT INTO animals VALUES (?, ?, ?, ?)", rows)
    base.execute("CREATE TABLE other (bytes BLOB)")
    base.execute("INSERT INTO other VALUES (x'00ff')")
    base.commit()
    base.execute("VACUUM")
    base.close()


def images():
    tone = np.arange(4, dtype=np.uint8)[:, None, None, None] * 60 + np.arange(3, dtype=np.uint8) * 5
    x = np.broadcast_to(tone, (4, 32, 32, 3)).copy()
    x[:, 0, 1] = [1, 2, 3]
    y = np.array([1, 10, 3, 1])
    for part, places in (("train", slice(0, 3)), ("test", slice(3, 4))):
        savemat(path(f"{part}_32x32.mat"), {"X": x[places].transpose(1, 2, 3, 0), "y": y[places].reshape(-1, 1).astype(np.uint8)}, do_compression=True)
    small = x[:, :4, :5]
    np.savez_compressed(path("keras.npz"), x_train=small[:3, :, :, 0], y_train=y[:3], x_test=small[3:, :, :, 0], y_test=y[3:])
    np.savez_compressed(path("torch.npz"), images=small.transpose(0, 3, 1, 2), labels=np.eye(4, dtype=np.float32))
    np.savez_compressed(path("scaled.npz"), x=small / np.float32(255), y=y / 4)


pictures()
tables()
images()
