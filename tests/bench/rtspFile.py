"""An IP camera on loopback that sends a recorded H.264 picture as it is: rtsp://127.0.0.1:<port>/camera, from the beginning for each who asks.

Usage: rtspFile.py <port> <Matroska file>. Says when it can be asked. Ends when it is killed.
"""
import sys

import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address('127.0.0.1')
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f'( filesrc location="{sys.argv[2]}" ! matroskademux ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=1 )')
server.get_mount_points().add_factory('/camera', factory)
if server.attach(None) == 0:
    sys.exit('the port cannot be had')
print('{"ready": true}', flush=True)
GLib.MainLoop().run()
