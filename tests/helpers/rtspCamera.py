"""An IP camera on loopback: H.264 over RTSP at rtsp://127.0.0.1:<port>/camera, 320x180, 25 frames a second.

Its picture shows the wall clock as src-main/recorder/media/pictureClock.ts describes it, and a bar that moves.
Usage: rtspCamera.py <port>. Says "ready" on its output when it can be asked. Ends when it is killed.
"""
import sys
import time

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

WIDTH, HEIGHT, FRAME_MS = 320, 180, 40
SIDE, COLUMNS, LEFT, TOP = 4, 24, 8, 164
GREY, BLACK, WHITE = 0x60, 0x10, 0xEB
COLOUR = bytes([0x80]) * (WIDTH * HEIGHT // 2)
PICTURE = (
    '( appsrc name=eye is-live=true do-timestamp=true format=time '
    f'caps=video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate=25/1 '
    '! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 ! rtph264pay name=pay0 pt=96 config-interval=1 )'
)


def clock_rows(ms):
    """White guard, 42 bits of the time, 4 bits of its remainder, black guard: two rows of squares."""
    cells = '1' + format(ms, '042b') + format(ms % 15, '04b') + '0'
    for row in (cells[:COLUMNS], cells[COLUMNS:]):
        yield b''.join(bytes([WHITE if cell == '1' else BLACK]) * SIDE for cell in row)


def picture():
    ms = time.time_ns() // 1_000_000
    luma = bytearray([GREY]) * (WIDTH * HEIGHT)
    bar = ms // 20 % (WIDTH - 40)
    for y in range(40, 120):
        luma[y * WIDTH + bar:y * WIDTH + bar + 40] = bytes([WHITE]) * 40
    for row, line in enumerate(clock_rows(ms)):
        for y in range(TOP + row * SIDE, TOP + (row + 1) * SIDE):
            luma[y * WIDTH + LEFT:y * WIDTH + LEFT + len(line)] = line
    return bytes(luma) + COLOUR


def looked_at(_, media):
    eye = media.get_element().get_by_name('eye')
    GLib.timeout_add(FRAME_MS, lambda: eye.emit('push-buffer', Gst.Buffer.new_wrapped(picture())) == Gst.FlowReturn.OK)


Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address('127.0.0.1')
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(PICTURE)
factory.set_shared(True)
factory.connect('media-configure', looked_at)
server.get_mount_points().add_factory('/camera', factory)
if server.attach(None) == 0:
    sys.exit('the port cannot be had')
print('ready', flush=True)
GLib.MainLoop().run()
