"""Runs the lines of Python that the page shows, each tab's in a folder of its own, and prints as JSON what came of each.

Standard input: {"logdir": folder, "lines": {tab: lines}}. Answer: {tab: "ran", or what it needs that is not installed, or
its traceback}. PyTorch's writer is taken where it is installed, else tensorboardX.
"""
import json
import os
import re
import sys
import traceback

import numpy as np

try:
    import torch
    from torch.utils.tensorboard import SummaryWriter
except ImportError:
    torch = None
    from tensorboardX import SummaryWriter

NEEDS_TORCH = {"graphs", "tensor"}
given = json.load(sys.stdin)
came = {}
for tab, lines in given["lines"].items():
    if torch is None:
        # As the lines themselves say.
        lines = re.sub(r"from \S+ (import \w+)  # with tensorboardX: (\S+)", r"from \2 \1", lines)
        if tab in NEEDS_TORCH:
            came[tab] = "torch"
            continue
    names = {
        "SummaryWriter": SummaryWriter,
        "step": 1,
        "loss": 0.5,
        "image": np.zeros((3, 4, 4), np.uint8),
        "images": None if torch is None else torch.zeros(1, 2),
        "samples": np.sin(np.arange(1600) / 10),
        "weights": np.linspace(-1, 1, 100),
        "labels": np.array([0, 1, 1, 0]),
        "predictions": np.array([0.1, 0.9, 0.6, 0.4]),
        "matrix": np.array([[3, 1], [0, 4]]),
        "vertices": np.array([[[0, 0, 0], [1, 0, 0], [0, 1, 0]]], np.float32),
        "colors": np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8),
        "faces": np.array([[[0, 1, 2]]], np.int32),
        "vectors": np.arange(12, dtype=np.float32).reshape(4, 3),
        "words": ["a", "b", "c", "d"],
        "model": None if torch is None else torch.nn.Linear(2, 1),
        "torch": torch,
    }
    folder = os.path.join(given["logdir"], tab)
    os.makedirs(folder)
    os.chdir(folder)
    try:
        exec(lines, names)
        names["writer"].close()
        came[tab] = "ran"
    except ModuleNotFoundError as error:
        came[tab] = error.name
    except Exception:
        came[tab] = traceback.format_exc()
print(json.dumps(came))
