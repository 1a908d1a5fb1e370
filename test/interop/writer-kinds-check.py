"""Reads a logdir with TensorBoard's own reader, decodes what is inside its values, and prints all of it as JSON."""
import io
import json
import sys
import wave

import numpy as np
from PIL import Image, ImageSequence
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.pr_curve import metadata as pr_metadata
from tensorboard.util import tensor_util

events = EventAccumulator(sys.argv[1], size_guidance={"tensors": 0, "images": 0, "audio": 0}).Reload()


def picture(event):
    opened = Image.open(io.BytesIO(event.encoded_image_string))
    frames = [
        {"duration": frame.info.get("duration"), "rgb": np.asarray(frame.convert("RGB")).reshape(-1).tolist()}
        for frame in ImageSequence.Iterator(opened)
    ]
    return {
        "step": event.step,
        "size": [event.width, event.height],
        "opened": list(opened.size),
        "format": opened.format,
        "frames": frames,
    }


def clip(event):
    sound = wave.open(io.BytesIO(event.encoded_audio_string))
    return {
        "step": event.step,
        "rate": event.sample_rate,
        "frames": event.length_frames,
        "type": event.content_type,
        "wav": [sound.getnchannels(), sound.getsampwidth(), sound.getframerate(), sound.getnframes()],
        "samples": np.frombuffer(sound.readframes(sound.getnframes()), "<i2").tolist(),
    }


def tensor(tag, event):
    array = tensor_util.make_ndarray(event.tensor_proto)
    plugin = events.SummaryMetadata(tag).plugin_data
    told = {"step": event.step, "plugin": plugin.plugin_name, "dtype": str(array.dtype), "shape": list(array.shape)}
    if plugin.plugin_name == "custom_scalars":
        return {**told, "layout": str(layout_pb2.Layout.FromString(array.item()))}
    if plugin.plugin_name == "pr_curves":
        told["num_thresholds"] = pr_metadata.parse_plugin_metadata(plugin.content).num_thresholds
    return {**told, "numbers": array.reshape(-1).tolist()}


tags = events.Tags()
print(
    json.dumps(
        {
            "images": {t: [picture(e) for e in events.Images(t)] for t in tags["images"]},
            "audio": {t: [clip(e) for e in events.Audio(t)] for t in tags["audio"]},
            "tensors": {t: [tensor(t, e) for e in events.Tensors(t)] for t in tags["tensors"]},
        }
    )
)
