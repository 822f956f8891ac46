#!/usr/bin/env python3
"""Sends malformed requests to a server of `gradus serve`, and looks whether it still answers the others.

    fuzz.py HOST PORT [COUNT [SEED]]       100,000 by default
"""
import collections
import json
import random
import socket
import sys
import threading
import time

HOST, PORT = sys.argv[1], int(sys.argv[2])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
THREADS = 16
PATHS = ["/derive", "/solve", "/sheet", "/mark", "/equal", "/v1/models/digits/predict", "/v1/models/penguins/predict",
         "/v1/models/digits/saliency", "/healthz", "/metrics", "/v1/models", "/openapi.json", "/", "/style.css", "/nothing"]
BODIES = [b'{"formula": "x\'*A*x", "wrt": "x"}', b'{"equation": "P*x = a", "let": ["P = [3 6; 2 4]"]}',
          b'{"rows": [[' + b",".join([b"1"] * 64) + b"]]}", b'{"rows": [{"island": "Dream", "year": 2008}]}',
          b'{"sheet": "a) compute 1 + 1", "format": "html"}', b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (1, 64), }\n",
          b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x00\x00\x00\x00"]
TYPES = [b"application/json", b"application/x-npy", b"image/png", b"text/plain", b"", b"\xff\x00"]


def mutated(bytes_, random_):
    data = bytearray(bytes_)
    for _ in range(random_.randint(1, 6)):
        if not data:
            break
        place = random_.randrange(len(data))
        kind = random_.randrange(5)
        if kind == 0:
            data[place] = random_.randrange(256)
        elif kind == 1:
            del data[place:place + random_.randint(1, 8)]
        elif kind == 2:
            data[place:place] = bytes(random_.randrange(256) for _ in range(random_.randint(1, 8)))
        elif kind == 3:
            data[place:place] = data[place:place + 20] * random_.randint(1, 30)
        else:
            data[place:place] = random_.choice([b"[" * 2000, b'{"a":' * 500, b"1e99999", b"\\ud800", b"null", b"-0", b"\r\n\r\n", b"NaN"])
    return bytes(data)


def request(random_):
    body = mutated(random_.choice(BODIES), random_)
    path = random_.choice(PATHS).encode()
    if random_.random() < 0.2:
        path = mutated(path, random_).replace(b" ", b"%20")
    method = random_.choice([b"POST", b"POST", b"POST", b"GET", b"PUT", b"DELETE", b"OPTIONS", b"BREW"])
    head = method + b" " + path + b" HTTP/1.1\r\nHost: " + f"{HOST}:{PORT}".encode() + b"\r\nContent-Type: " + random_.choice(TYPES)
    kind = random_.random()
    if kind < 0.8:
        head += b"\r\nContent-Length: " + str(len(body)).encode()
    elif kind < 0.9:
        head += b"\r\nTransfer-Encoding: chunked"
        body = f"{len(body):x}\r\n".encode() + body + random_.choice([b"\r\n0\r\n\r\n", b"\r\n", b"", b"zz\r\n"])
    else:
        head += b"\r\nContent-Length: " + random_.choice([b"-1", b"99999999999999999999", b"abc", b"5", b"1, 2"])
    if random_.random() < 0.1:
        head = mutated(head, random_)
    if random_.random() < 0.05:
        head += b"\r\nX: " + b"y" * random_.randint(1, 100_000)
    return head + b"\r\nConnection: close\r\n\r\n" + body


statuses = collections.Counter()
lock = threading.Lock()
slowest = 0.0


def send(data, seconds=15):
    with socket.create_connection((HOST, PORT), timeout=seconds) as connection:
        try:
            connection.sendall(data)
            # Whoever announced more than he sent says that he is done.
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        answer = b""
        try:
            while len(answer) < 64:
                part = connection.recv(4096)
                if not part:
                    break
                answer += part
            while connection.recv(65536):
                pass
        except (ConnectionError, OSError) as error:
            if isinstance(error, TimeoutError):
                return "no answer"
        return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/1.") else "closed"


def work(number):
    global slowest
    random_ = random.Random(SEED * 1000 + number)
    for _ in range(COUNT // THREADS):
        began = time.monotonic()
        try:
            status = send(request(random_))
        except OSError as error:
            status = type(error).__name__
        with lock:
            statuses[status] += 1
            slowest = max(slowest, time.monotonic() - began)


began = time.monotonic()
threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{sum(statuses.values())} requests in {time.monotonic() - began:.0f} s, the slowest {slowest:.2f} s: {dict(statuses.most_common())}")
alive = send(f"GET /healthz HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nConnection: close\r\n\r\n".encode()) == "200"
body = json.dumps({"formula": "x^2", "wrt": "x"}).encode()
answers = send(b"POST /derive HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (
    HOST.encode(), PORT, len(body)) + body) == "200"
print("it answers as before" if alive and answers else "IT DOES NOT ANSWER ANY MORE")
refused = [name for name in statuses if name in ("500", "502", "no answer", "ConnectionRefusedError")]
print(f"faults: {refused}" if refused else "no faults")
sys.exit(0 if alive and answers and not refused else 1)
