#!/usr/bin/env python3
"""Runs electrum-mock explore against its own till, right and wrong, and prints a line for each.

explore.py MOCK [composite|plain|correct] [--budget RUNS] [--short]
"""
import json
import re
import subprocess
import sys
import tempfile

MOCK = sys.argv[1]
WHAT = [word for word in sys.argv[2:] if not word.startswith("--")] or ["composite", "correct"]
TILL = [MOCK, "till", "--timeout", "250ms", "--pause", "5ms"]
CORRECT = {
    "dual": [],
    "single": ["--messaging", "single"],
    "OAuth2": ["--auth", "oauth2"],
    "Stellr": ["--provider", "stellr"],
    "Netcare": ["--provider", "netcare"],
    "two sales": ["--sales", "2"],
    "refund": ["--until", "refund"],
}


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def explore(till, budget, more=()):
    """Returns the last event and the exit code."""
    messaging = "single" if "single" in till else "dual"
    with tempfile.TemporaryDirectory() as out:
        command = [MOCK, "explore", "--budget", str(budget), "--seed", "1", "--out", out]
        command += ["--format", "json", "--messaging", messaging, *more, "--", *till]
        run = subprocess.run(command, capture_output=True, text=True)
        lines = run.stdout.splitlines()
        end = json.loads(lines[-1]) if lines else {"findings": [], "runs": 0, "elapsedMs": 0}
        if run.returncode not in (0, 3):
            print(run.stderr, file=sys.stderr)
        for finding in end["findings"]:
            file = f"{out}/{finding['file'].split('/')[-1]}"
            replay = subprocess.run(
                [MOCK, "run", "-q", "--drain", "1ms", "--scenario", file, "--", *till],
                capture_output=True, text=True)
            finding["replays"] = f"{finding['rule']} " in replay.stderr and replay.returncode != 0
        return end, run.returncode


def defects(kind):
    text = subprocess.run(
        [MOCK, "till", "--list-defects"], capture_output=True, text=True).stdout
    section = re.split(r"^(plain|composite): \d+$", text, flags=re.M)
    names = section[section.index(kind) + 1]
    entries = re.findall(r"^  (\S+)\n      (.*)$", names, flags=re.M)
    return [(name, line) for name, line in entries]


def measure(kind, budget):
    found, seconds, missed = [], [], []
    for name, line in defects(kind):
        till = TILL + ["--defect", name]
        if "redemption" in line or "redeem" in name or "refund" in name or "refund" in line:
            till += ["--until", "refund"]
        if re.search(r"second|later|next|sale.before|earlier", name + line):
            till += ["--sales", "3"]
        if "D7" in line or "single" in name:
            till += ["--messaging", "single"]
        if "token" in name + line:
            till += ["--auth", "oauth2"]
        end, code = explore(till, budget, ["--stop-at-first"])
        warned = bool(end.get("warnings")) and "warning" in line
        if code == 3:
            first = end["findings"][0]
            found.append(first["foundAfter"])
            seconds.append(end["elapsedMs"] / 1000)
            state = "" if first["replays"] else " NOT REPLAYED"
            if first["rules"] > 2 or not first["shrunk"]:
                state += " NOT SHRUNK"
            print(f"{name:60} run {first['foundAfter']:4} {seconds[-1]:6.1f} s  "
                  f"{first['rule']:5} {first['schedule']}{state}", flush=True)
        elif warned:
            found.append(0)
            print(f"{name:60} warned", flush=True)
        else:
            missed.append(name)
            print(f"{name:60} not found in {end['runs']} runs (exit {code})", flush=True)
    found.sort()
    seconds.sort()
    if found:
        print(f"{kind}: {len(found)} of {len(found) + len(missed)} found; runs until found: "
              f"median {found[len(found) // 2]}, 90 % {found[len(found) * 9 // 10]}, "
              f"most {found[-1]}; seconds: median {seconds[len(seconds) // 2]:.1f}")
    return missed


failed = False
for what in WHAT:
    if what == "correct":
        for name, more in CORRECT.items():
            end, code = explore(TILL + more, option("--budget", 2000))
            print(f"{name:12} {end['runs']} runs, {len(end['findings'])} findings, "
                  f"{end['elapsedMs'] / 1000:.0f} s", flush=True)
            for finding in end["findings"]:
                print("   ", finding["title"], "|", finding["message"], "|", finding["schedule"])
            failed = failed or code != 0
    else:
        failed = bool(measure(what, option("--budget", 400))) or failed
sys.exit(1 if failed else 0)
