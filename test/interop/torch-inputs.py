"""The random inputs of the program that wrote test/fixtures/logs/torch_api, drawn again in the same order, as JSON.

Each entry is {shape, dtype, data}. PyTorch itself is not needed: the program drew its numbers with numpy.
"""
import json

import numpy as np

rs = np.random.RandomState(1)
inputs = {}


def keep(name, array):
    array = np.asarray(array)
    inputs[name] = {"shape": list(array.shape), "dtype": str(array.dtype), "data": array.reshape(-1).tolist()}
    return array


for s in range(30):
    keep(f"s/plain {s}", rs.randn() + s)
    if s < 20:
        keep(f"s/new_style {s}", rs.rand())
        keep(f"s/double {s}", rs.rand())
for bins in ["tensorflow", "auto", "fd", "doane"]:
    keep(f"h/{bins}", rs.randn(500) * 3)
keep("h/neg", -np.abs(rs.randn(100)))
for s in range(4):
    keep(f"h/steps {s}", rs.randn(300) + s)
for s in range(4):
    keep(f"i/chw_float {s}", rs.rand(3, 12, 17).astype("f"))
keep("i/hwc_uint8", rs.randint(0, 255, (9, 11, 3)).astype("uint8"))
keep("i/hw", rs.rand(8, 8))
keep("i/rgba", rs.randint(0, 255, (4, 6, 7)).astype("uint8"))
keep("i/batch", rs.rand(5, 3, 6, 6))
keep("i/batch_nhwc", rs.rand(3, 6, 6, 1))
keep("i/boxes", rs.rand(3, 40, 40))
keep("video", rs.randint(0, 255, (1, 6, 3, 16, 16)).astype("uint8"))
keep("audio", np.sin(np.arange(4000) / 8000 * 2 * np.pi * 440).astype("f"))
for s in range(2):
    keep(f"emb {s}", rs.randn(60, 7).astype("f"))
keep("plain", rs.randn(25, 4).astype("f"))
labels = keep("pr labels", rs.randint(0, 2, 200))
keep("pr 1", np.clip(labels * 0.3 + rs.rand(200) * 0.7, 0, 1))
keep("pr 2", rs.rand(200))
keep("mesh", rs.rand(1, 4, 3).astype("f"))
keep("mesh colors", rs.randint(0, 255, (1, 4, 3)))
keep("points", rs.rand(1, 50, 3).astype("f"))
keep("raw_tensor", rs.rand(2, 3).astype("f"))
print(json.dumps(inputs))
