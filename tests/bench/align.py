"""How far words that were aligned are from where they are: the error of `voice/align`, on speech.

    REMOTION_MODELS_DIR=... python3 tests/bench/align.py BINARY
A local voice speaks, its own durations being the truth; a server of this file's hands that sound to the
program as if a provider without word times had made it, and the program lays the reading of another voice
along it.
"""
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading

BINARY = sys.argv[1]
FOLDER = tempfile.mkdtemp()
CASES = [
    ("en", "am_michael", "Tea is older than coffee, and more people drink it. It was carried over mountains for a thousand years. "
     "Water should not boil too long, because it loses its air. Most leaves are picked in spring by hand."),
    ("en", "bf_emma", "We opened a small bakery near the river last spring. She has three brothers and one sister. "
     "Is this the right way to the old harbour?"),
    ("es", "em_alex", "Hola, ¿cómo estás hoy? La ciudad tiene un parque muy grande y bonito. El agua hierve a cien grados."),
    ("zh", "zm_yunxi", "今天天气很好。我每天都去学校学习。明天我在北京见朋友。"),
    ("ja", "jm_kumo", "今日はとても良い天気です。私は毎日学校に行きます。"),
]
SOUND = [b""]


class Vendor(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-type", "audio/wav")
        self.send_header("content-length", str(len(SOUND[0])))
        self.end_headers()
        self.wfile.write(SOUND[0])

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
threading.Thread(target=server.serve_forever, daemon=True).start()
for language, voice, text in CASES:
    sound = os.path.join(FOLDER, "truth.wav")
    line = [BINARY, "tts", "generate", text, "--language", language, "--json", "--overwrite", "--no-log"]
    truth = json.loads(subprocess.run(line + ["--voice-id", voice, "-o", sound], capture_output=True, check=True).stdout)
    SOUND[0] = open(sound, "rb").read()
    environment = {**os.environ, "OPENAI_BASE_URL": f"http://127.0.0.1:{server.server_port}", "REMOTION_DATA_DIR": tempfile.mkdtemp()}
    heard = subprocess.run(line + ["--provider", "openai", "--voice-id", "x", "-o", os.path.join(FOLDER, "a.wav")],
                           capture_output=True, env=environment)
    if heard.returncode:
        print(language, voice, heard.stderr.decode())
        continue
    heard = json.loads(heard.stdout)
    if len(heard["words"]) != len(truth["words"]):
        print(language, voice, "other words", len(heard["words"]), len(truth["words"]))
        continue
    errors = [abs(a["start"] - b["start"]) * 1000 for a, b in zip(heard["words"], truth["words"])]
    print(f"{language} {voice}: {heard['word_timing']}; {len(errors)} words, mean {statistics.mean(errors):.0f} ms, "
          f"median {statistics.median(errors):.0f}, largest {max(errors):.0f}", flush=True)
