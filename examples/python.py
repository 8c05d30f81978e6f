"""Makes a video of two people and saves it. Python's standard library is enough; the official SDK works as well.

    OPENAI_BASE_URL=http://127.0.0.1:4600/v1 OPENAI_API_KEY=... python3 python.py anna.jpg ben.jpg video.mp4
"""

import base64
import json
import os
import sys
import time
import urllib.request

person1, person2, output, seconds, size = (sys.argv[1:] + ["video.mp4", "8", "720x1280"][len(sys.argv) - 3 :])[:5]
base = os.environ["OPENAI_BASE_URL"]


def ask(path, body=None):
    headers = {"Authorization": "Bearer " + os.environ["OPENAI_API_KEY"], "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(base + path, data, headers))


def photo(path):
    with open(path, "rb") as file:
        return {"image_url": "data:image/jpeg;base64," + base64.b64encode(file.read()).decode()}


video = json.load(
    ask(
        "/videos",
        {
            "model": "sora-2",
            "prompt": "Two friends walk along a beach at sunset",
            "seconds": seconds,
            "size": size,
            "input_reference": [photo(person1), photo(person2)],
        },
    )
)
while video["status"] in ("queued", "in_progress"):
    time.sleep(1)
    video = json.load(ask("/videos/" + video["id"]))
    print(video["status"], video["progress"], "%")
if video["status"] == "failed":
    sys.exit(video["error"]["message"])

with open(output, "wb") as file:
    file.write(ask("/videos/" + video["id"] + "/content").read())
print("saved", output)
