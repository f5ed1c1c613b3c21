#!/usr/bin/env python3
"""Compares the CPU that two versions or settings of the service take per request.

  bench/pair.py old=OLD.jar new=target/app.jar
  bench/pair.py hs256=target/app.jar es256=target/app.jar,APP_JWT_ALGORITHM=ES256

Each is NAME=JAR[,VARIABLE=VALUE...] and runs on an embedded database of its own. The load alternates
between them each second, so that both see the same weather. Needs wrk. It prints, for each request,
the CPU of service and database together, in microseconds, and its ratio to the first: the mean of
the ratios of neighbouring turns without the highest and the lowest fifth of them.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

PASSWORD = "Correct-horse-7-battery"
FLAGS = ["-XX:+UseSerialGC", "-Xms200m", "-Xmx200m"]
CONFIG = pathlib.Path(__file__).resolve().parent.parent / "config.yml"
TICKS = os.sysconf("SC_CLK_TCK")


def ticks(pid, with_children):
    """The CPU of a process; with the children that it has waited for, if asked."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(each) for each in fields[11 : 15 if with_children else 13])


class Candidate:
    def __init__(self, text, port, folder):
        self.name, rest = text.split("=", 1)
        jar, *variables = rest.split(",")
        config = pathlib.Path(jar).with_name("config.yml")
        self.base = f"http://127.0.0.1:{port}"
        self.folder = folder / self.name
        self.folder.mkdir()
        shutil.copy(config if config.exists() else CONFIG, self.folder / "config.yml")
        self.env = os.environ | {
            "APP_PORT": str(port),
            "APP_ADMIN_PORT": str(port + 1),
            "APP_JWT_EXP_MINUTES": "600",
            "APP_LIMITS": "off",
            "APP_BCRYPT_COST": "4",
        }
        self.env |= dict(each.split("=", 1) for each in variables)
        self.jar = os.path.abspath(jar)
        self.process = self.java("server")
        self.tokens = self.prepare()
        pid = next((self.folder / "data").glob("**/postmaster.pid"))
        self.postmaster = int(pid.read_text().split()[0])

    def java(self, command, *rest):
        log = open(self.folder / "log", "a")
        call = ["java", *FLAGS, "-jar", self.jar, command, "config.yml", *rest]
        return subprocess.Popen(
            call, cwd=self.folder, env=self.env, stdin=subprocess.PIPE, stdout=log, stderr=log
        )

    def post(self, path, body, media_type):
        request = urllib.request.Request(
            self.base + path, body.encode(), {"Content-Type": media_type}
        )
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def sign_in(self, email):
        form = urllib.parse.urlencode({"username": email, "password": PASSWORD})
        return self.post("/api/v1/auth/login", form, "application/x-www-form-urlencoded")

    def prepare(self):
        """Waits for the service; returns the token of a member and of an administrator."""
        while True:
            try:
                urllib.request.urlopen(self.base + "/readyz").close()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit((self.folder / "log").read_text())
                time.sleep(0.2)
        for name in ("ann", "bob"):
            user = {"email": f"{name}@example.com", "password": PASSWORD, "full_name": name}
            self.other = self.post("/api/v1/users", json.dumps(user), "application/json")["id"]
        admin = self.java("create-admin", "--email", "root@example.com")
        admin.communicate((PASSWORD + "\n").encode())
        return [self.sign_in(f"{name}@example.com")["access_token"] for name in ("ann", "root")]

    def cpu(self):
        """All CPU that service and database have taken, in seconds."""
        children = subprocess.run(
            ["pgrep", "-P", str(self.postmaster)], capture_output=True, text=True
        ).stdout.split()
        total = ticks(self.process.pid, True) + ticks(self.postmaster, True)
        return (total + sum(ticks(child, False) for child in children)) / TICKS

    def microseconds(self, request, seconds):
        """The CPU of one request under load."""
        member, admin = self.tokens
        path, token = {
            "me": ("/users/me", member),
            "byid": (f"/users/{self.other}", admin),
            "products": ("/products", None),
        }[request]
        header = ["-H", f"Authorization: Bearer {token}"] if token else []
        before = self.cpu()
        report = subprocess.run(
            ["wrk", "-t1", "-c16", f"-d{seconds}s", *header, f"{self.base}/api/v1{path}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        if "Non-2xx" in report:
            raise SystemExit(f"{self.name}, {request}: not all answers are 200\n{report}")
        return (self.cpu() - before) * 1e6 / int(re.search(r"(\d+) requests in", report)[1])


def middle(values):
    cut = len(values) // 5
    return statistics.mean(sorted(values)[cut : len(values) - cut])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("candidates", nargs="+", metavar="NAME=JAR[,VARIABLE=VALUE...]")
    parser.add_argument("--requests", default="me,byid,products")
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--warm", type=int, default=45, help="seconds for each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        running = []
        try:
            for index, text in enumerate(options.candidates):
                running.append(Candidate(text, 19080 + 10 * index, pathlib.Path(folder)))
            for request in options.requests.split(","):
                for each in running:
                    each.microseconds(request, options.warm)
                taken = {each.name: [] for each in running}
                for turn in range(options.turns):
                    for each in running[:: 1 if turn % 2 else -1]:
                        taken[each.name].append(each.microseconds(request, 1))
                first = taken[running[0].name]
                for name, own in taken.items():
                    ratio = middle([a / b for a, b in zip(own, first)])
                    print(f"{request:9} {name:12} {statistics.median(own):7.1f} us {ratio:6.3f}")
        finally:
            for each in running:
                each.process.terminate()
                each.process.wait()


if __name__ == "__main__":
    main()
