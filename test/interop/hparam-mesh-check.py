"""Answers of TensorBoard's own hparams and mesh plugins on a logdir: [logdir, requests.json] -> JSON on stdout.

A request is [plugin, route, method, query, body]; its answer [status, body], bytes as base64.
"""

import base64
import json
import sys

from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import hparams_plugin
from tensorboard.plugins.mesh import mesh_plugin
from tensorboard.plugins.scalar import scalars_plugin
from werkzeug.test import Client
from werkzeug.wrappers import Response

logdir, requests = sys.argv[1:]
multiplexer = plugin_event_multiplexer.EventMultiplexer()
multiplexer.AddRunsFromDirectory(logdir)
multiplexer.Reload()
plugins = {}
context = base_plugin.TBContext(
    logdir=logdir,
    multiplexer=multiplexer,
    data_provider=data_provider.MultiplexerDataProvider(multiplexer, logdir),
    plugin_name_to_instance=plugins,
)
plugins["scalars"] = scalars_plugin.ScalarsPlugin(context)
plugins["hparams"] = hparams_plugin.HParamsPlugin(context)
plugins["mesh"] = mesh_plugin.MeshPlugin(context)

answers = []
with open(requests) as file:
    for plugin, route, method, query, body in json.load(file):
        client = Client(plugins[plugin].get_plugin_apps()[route], Response)
        headers = {"Content-Type": "application/json"} if body else {}
        answer = client.open(method=method, query_string=query, data=body, headers=headers)
        data = answer.get_data()
        binary = answer.mimetype == "arraybuffer"
        answers.append([answer.status_code, base64.b64encode(data).decode() if binary else data.decode()])
print(json.dumps(answers))
