"""Ask for one page as fast as it comes: by wrk or hey where one is installed, else by a few threads of our own."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from statistics import quantiles

CONNECTIONS = 4
UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float


type Loader = Callable[[int, str, Mapping[str, str], int], Load]


@cache
def loader() -> tuple[str, Loader]:
    """The name of what makes the load, and the function: (port, path, headers, seconds) → Load."""
    if shutil.which("wrk"):
        return "wrk", wrk
    if shutil.which("hey"):
        return "hey", hey
    return "threads of its own", threads


def wrk(port: int, path: str, headers: Mapping[str, str], seconds: int) -> Load:
    said = _run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"], port, path, headers)
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{path}:\n{said}")
    requests, lasted, unit = _found(r"(\d+) requests in ([\d.]+)(\w+)", said)
    p50, p99 = (_found(rf"{share}%\s+([\d.]+)(us|ms|s|m)", said) for share in (50, 99))
    return Load(
        int(requests),
        float(lasted) * UNITS_MS[unit] / 1_000,
        float(p50[0]) * UNITS_MS[p50[1]],
        float(p99[0]) * UNITS_MS[p99[1]],
    )


def hey(port: int, path: str, headers: Mapping[str, str], seconds: int) -> Load:
    said = _run(["hey", "-z", f"{seconds}s", "-c", str(CONNECTIONS)], port, path, headers)
    answers = dict(re.findall(r"\[(\d+)\]\s+(\d+) responses", said))
    if set(answers) != {"200"}:
        sys.exit(f"{path}:\n{said}")
    (lasted,) = _found(r"Total:\s+([\d.]+) secs", said)
    p50, p99 = (float(_found(rf"{share}%+ in ([\d.]+) secs", said)[0]) * 1_000 for share in (50, 99))
    return Load(int(answers["200"]), float(lasted), p50, p99)


def threads(port: int, path: str, headers: Mapping[str, str], seconds: int) -> Load:
    start = time.monotonic()

    def ask() -> list[float]:
        connection = HTTPConnection("127.0.0.1", port)
        taken = []
        while (began := time.monotonic()) < start + seconds:
            connection.request("GET", path, headers=dict(headers))
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                sys.exit(f"{path} answers {response.status}.")
            taken.append(time.monotonic() - began)
        return taken

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asking = [pool.submit(ask) for _ in range(CONNECTIONS)]
        taken = [each for future in asking for each in future.result()]
    hundredths = quantiles(taken, n=100)
    return Load(len(taken), time.monotonic() - start, hundredths[49] * 1_000, hundredths[98] * 1_000)


def _run(command: list[str], port: int, path: str, headers: Mapping[str, str]) -> str:
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://127.0.0.1:{port}{path}")
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _found(pattern: str, said: str) -> tuple[str, ...]:
    match = re.search(pattern, said)
    if match is None:
        sys.exit(f"Cannot read what the load tool said:\n{said}")
    return match.groups()
