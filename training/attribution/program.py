"""Runs the program that is trained for."""
import json
import subprocess


def features(program, texts):
    """What its tagger sees of some plain texts, a record each."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run([program, "features"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().split("\n") if line]


def annotated(program, paths):
    """What it says of some files, a record each."""
    run = subprocess.run([program, "annotate", "--format", "jsonl", *paths], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().split("\n") if line]
