"""
Real media, made by ffmpeg once and kept in ``build/media`` until a recipe changes.

Every picture shows its own time in seconds, large, so that a screenshot tells the position.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / "build" / "media"

FILM_SECONDS = 60
CLIP_SECONDS = 20
SHORT_SECONDS = 6

FRAME_RATE = 25


def _source(seconds: int) -> list[str]:
    picture = f"testsrc=size=320x180:rate={FRAME_RATE}:decimals=1:duration={seconds}"
    sound = f"sine=frequency=440:beep_factor=2:sample_rate=48000:duration={seconds}"
    return ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]


# A key frame every second: seeking is exact to the second without decoding half a minute.
_KEY_FRAMES = ["-g", str(FRAME_RATE), "-keyint_min", str(FRAME_RATE)]
_H264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-sc_threshold", "0"]
_AAC = ["-c:a", "aac", "-b:a", "64k"]
_VP9 = ["-c:v", "libvpx-vp9", "-b:v", "200k", "-deadline", "realtime", "-cpu-used", "8"]
_OPUS = ["-c:a", "libopus", "-b:a", "48k"]
_START_AT_ONCE = ["-movflags", "+faststart"]
_SEGMENTS = ["-hls_time", "4", "-hls_playlist_type", "vod"]

# File → what to tell ffmpeg. The stream is the film, cut.
RECIPES = {
    "film.mp4": [*_source(FILM_SECONDS), *_H264, *_KEY_FRAMES, *_AAC, *_START_AT_ONCE],
    "short.mp4": [*_source(SHORT_SECONDS), *_H264, *_KEY_FRAMES, *_AAC, *_START_AT_ONCE],
    "clip.webm": [*_source(CLIP_SECONDS), *_VP9, *_KEY_FRAMES, *_OPUS],
    "stream/index.m3u8": ["-i", "film.mp4", "-c", "copy", *_SEGMENTS],
}


def make_media(ffmpeg: Path) -> Path:
    """
    Return the folder of the files that :data:`RECIPES` names, making them if they are not there.

    Raises:
        subprocess.CalledProcessError: If ffmpeg fails, e.g. because it lacks an encoder.
    """
    digest = hashlib.sha256(json.dumps(RECIPES).encode()).hexdigest()[:12]
    finished = CACHE / digest
    if finished.is_dir():
        return finished
    CACHE.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(dir=CACHE))
    for name, arguments in RECIPES.items():
        (workshop / name).parent.mkdir(exist_ok=True)
        command = [str(ffmpeg), "-nostdin", "-loglevel", "error", *arguments, name]
        subprocess.run(command, cwd=workshop, check=True)
    return _publish(workshop, finished)


def _publish(workshop: Path, finished: Path) -> Path:
    """Move a whole set into place at once; another run may have been first."""
    try:
        os.rename(workshop, finished)
    except OSError:
        if not finished.is_dir():
            raise
        shutil.rmtree(workshop)
    return finished
