"""Prints every UDP packet of this machine, as the kernel passes it to a network device: a line of JSON each.

Nothing of the browsers is asked. At the end (SIGTERM) it says how many the kernel could not keep for it.
"""
import ctypes
import json
import select
import signal
import socket
import struct
import sys

SO_TIMESTAMPNS, SOL_PACKET, PACKET_STATISTICS, PACKET_OUTGOING = 35, 263, 6, 4
UDP = 17


def classic(*steps):
    """The kernel passes on only UDP: a classic BPF program over the packet's own header."""
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    return program, struct.pack("HL", len(steps), ctypes.addressof(program))


def main():
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
    # version in the first byte; protocol at 9 (IPv4) or 6 (IPv6)
    kept, fprog = classic(
        (0x30, 0, 0, 0), (0x54, 0, 0, 0xF0), (0x15, 0, 2, 0x40), (0x30, 0, 0, 9), (0x05, 0, 0, 1), (0x30, 0, 0, 6),
        (0x15, 0, 1, UDP), (0x06, 0, 0, 128), (0x06, 0, 0, 0))
    wire.setsockopt(socket.SOL_SOCKET, 26, fprog)  # SO_ATTACH_FILTER
    wire.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    print(json.dumps({"ready": True}), flush=True)
    while not ended:
        if select.select([wire], [], [], 0.2)[0]:
            take(wire)
        else:
            sys.stdout.flush()
    _, dropped = struct.unpack("II", wire.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
    print(json.dumps({"dropped": dropped}), flush=True)


def take(wire):
    data, ancillary, _, origin = wire.recvmsg(128, 256)
    if origin[0] == "lo" and origin[2] == PACKET_OUTGOING:
        return  # it comes in again at once
    seconds, nanoseconds = struct.unpack("qq", ancillary[0][2][:16])
    header = (data[0] & 15) * 4 if data[0] >> 4 == 4 else 40
    source, target = struct.unpack_from("!HH", data, header)
    first = data[header + 8] if len(data) > header + 8 else -1
    print(json.dumps({"atMs": seconds * 1000 + nanoseconds / 1e6, "from": source, "to": target, "first": first}))


main()
