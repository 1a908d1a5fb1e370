# A notebook's `%tensorboard` without the notebook: TensorBoard's own code starts, finds again and lists whatever
# TENSORBOARD_BINARY is. The arguments are those of TensorBoard; prints one line of JSON.
import contextlib
import io
import json
import os
import shlex
import signal
import sys
import time
import urllib.parse
import urllib.request

from tensorboard import manager, notebook

arguments = sys.argv[1:]


def told(result):
    info = getattr(result, "info", None)
    return {"kind": type(result).__name__, **(vars(info) if info else {"why": str(result)})}


def printed(call):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        call()
    return out.getvalue()


answers = {"first": told(manager.start(arguments))}
answers["second"] = told(manager.start(arguments))
answers["all"] = [vars(info) for info in manager.get_all()]
if answers["first"]["kind"] == "StartLaunched":
    info = answers["first"]
    deadline = time.time() + 20
    try:
        answers["shown"] = printed(lambda: notebook.start(shlex.join(arguments)))
        answers["listed"] = printed(notebook.list)
        prefix = urllib.parse.quote(info["path_prefix"])
        address = "http://localhost:%d%s/data/runs" % (info["port"], prefix)
        # It answers before it has loaded.
        while not answers.get("runs") and time.time() < deadline:
            with urllib.request.urlopen(address) as response:
                answers["runs"] = json.load(response)
    finally:
        os.kill(info["pid"], signal.SIGTERM)
    while manager.get_all() and time.time() < deadline:
        time.sleep(0.05)
    answers["left"] = len(manager.get_all())
print(json.dumps(answers))
