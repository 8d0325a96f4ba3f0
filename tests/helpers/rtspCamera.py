"""An IP camera on loopback: H.264 over RTSP at rtsp://127.0.0.1:<port>/camera.

Usage: rtspCamera.py <port>. Says "ready" on its output when it can be asked. Ends when it is killed.
"""
import sys

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

PICTURE = (
    '( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=25/1 '
    '! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 ! rtph264pay name=pay0 pt=96 config-interval=1 )'
)

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address('127.0.0.1')
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(PICTURE)
factory.set_shared(True)
server.get_mount_points().add_factory('/camera', factory)
if server.attach(None) == 0:
    sys.exit('the port cannot be had')
print('ready', flush=True)
GLib.MainLoop().run()
