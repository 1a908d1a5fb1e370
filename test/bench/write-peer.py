"""What the write bench measures of a Python writer: `write-peer.py MODULE EVENTS HISTOGRAMS`, JSON on stdout.

MODULE is tensorboardX or torch.utils.tensorboard. Only what a training program would wait for is timed.
"""

import importlib
import json
import os
import sys
import tempfile
import time

import numpy

module, events, histograms = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
SummaryWriter = importlib.import_module(module).SummaryWriter

with tempfile.TemporaryDirectory() as folder:
    writer = SummaryWriter(folder)
    start = time.perf_counter()
    for step in range(events):
        writer.add_scalar("loss", 1 / (step + 1), step)
    writer.close()
    seconds = time.perf_counter() - start
    file_bytes = sum(entry.stat().st_size for entry in os.scandir(folder))

with tempfile.TemporaryDirectory() as folder:
    writer = SummaryWriter(folder)
    values = numpy.random.default_rng(1).standard_normal(1_000_000, dtype=numpy.float32)
    milliseconds = []
    for step in range(histograms):
        start = time.perf_counter()
        writer.add_histogram("weights", values, step)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    writer.close()

json.dump({"seconds": seconds, "fileBytes": file_bytes, "histogramMilliseconds": milliseconds}, sys.stdout)
