"""Reads a logdir with TensorBoard's own reader and makes the same summaries with tensorboardX, as JSON on stdout.

Arguments: the logdir, and a JSON file with `histograms` ({values, bins, max_bins} by tag) and `images` ({data, shape,
dtype, dataformats} by tag). The answer has `read` and `expected`; NaN and infinities come as strings.
"""
import io
import json
import os
import sys

import numpy as np
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboardX.summary import image, make_histogram

logdir, inputs = sys.argv[1], json.load(open(sys.argv[2]))


def number(x):
    x = float(x)
    return x if np.isfinite(x) else str(x)


def histogram(h):
    return {
        **{key: number(getattr(h, key)) for key in ("min", "max", "num", "sum", "sum_squares")},
        "limits": list(h.bucket_limit),
        "counts": list(h.bucket),
    }


def picture(encoded, width, height):
    opened = Image.open(io.BytesIO(encoded))
    opened.verify()
    pixels = np.asarray(Image.open(io.BytesIO(encoded)))
    return {"size": [width, height], "mode": opened.mode, "bytes": pixels.reshape(-1).tolist()}


def read(run):
    sizes = {"scalars": 0, "tensors": 0, "images": 0, "histograms": 0}
    events = EventAccumulator(os.path.join(logdir, run), size_guidance=sizes).Reload()
    tags = events.Tags()
    return {
        "file_version": events.file_version,
        "scalars": {t: [[e.step, e.wall_time, number(e.value)] for e in events.Scalars(t)] for t in tags["scalars"]},
        "histograms": {t: histogram(events.Histograms(t)[-1].histogram_value) for t in tags["histograms"]},
        "images": {
            t: [picture(e.encoded_image_string, e.width, e.height) for e in events.Images(t)][-1]
            for t in tags["images"]
        },
        "texts": {
            t: [[e.step, [s.decode() for s in e.tensor_proto.string_val]] for e in events.Tensors(t)]
            for t in tags["tensors"]
            if events.SummaryMetadata(t).plugin_data.plugin_name == "text"
        },
    }


def default_edges():
    edges = [1e-12]
    while edges[-1] * 1.1 < 1e20:
        edges.append(edges[-1] * 1.1)
    return [-e for e in edges[::-1]] + [0] + edges


def expected_histogram(values, bins="tensorflow", maxBins=None):
    edges = default_edges() if bins == "tensorflow" else bins
    return histogram(make_histogram(np.array(values, dtype=float), edges, maxBins))


def expected_image(data, shape, dtype, dataformats):
    made = image("i", np.array(data, dtype=dtype).reshape(shape), dataformats=dataformats).value[0].image
    return picture(made.encoded_image_string, made.width, made.height)


runs = [os.path.relpath(folder, logdir) for folder, _, files in os.walk(logdir) if any("tfevents" in f for f in files)]
answer = {
    "read": {run: read(run) for run in runs},
    "expected": {
        "histograms": {tag: expected_histogram(**h) for tag, h in inputs["histograms"].items()},
        "images": {tag: expected_image(**i) for tag, i in inputs["images"].items()},
    },
}
print(json.dumps(answer))
