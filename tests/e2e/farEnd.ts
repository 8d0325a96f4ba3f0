declare global {
  interface Window {
    relayedPort(port: number): Promise<number>;
    far: { freeze(): void; go(): void; silence(): void; speak(): void };
  }
}

/**
 * In a participant's page, before anything of it runs: a camera and a microphone that can be made to fail, and a way to the
 * hall that leads through a relay alone. It runs there as it stands and knows nothing from around it.
 */
export function farEnd(host: string): void {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const context = canvas.getContext('2d');
  const sound = new AudioContext();
  const voice = new GainNode(sound, { gain: 0.2 });
  const out = sound.createMediaStreamDestination();
  voice.connect(out);
  let isFrozen = false;
  let picture = 0;
  const paint = (): void => {
    if (!context || isFrozen) return;
    picture += 1;
    context.fillStyle = `hsl(${picture % 360} 60% 50%)`;
    context.fillRect(0, 0, 640, 360);
    for (let i = 0; i < 60; i++) {
      context.fillStyle = `hsl(${(picture * 7 + i * 31) % 360} 80% ${20 + ((picture * 13 + i * 17) % 60)}%)`;
      context.fillRect((picture * (3 + i) + i * 97) % 640, (picture * (2 + (i % 7)) + i * 53) % 360, 40, 30);
    }
  };
  setInterval(paint, 50);
  navigator.mediaDevices.getUserMedia = async () => {
    const source = new OscillatorNode(sound, { frequency: 330 });
    source.connect(voice);
    source.start();
    return new MediaStream([...canvas.captureStream(20).getTracks(), ...out.stream.getTracks()]);
  };
  window.far = {
    freeze() { isFrozen = true; }, go() { isFrozen = false; },
    silence() { voice.gain.value = 0; }, speak() { voice.gain.value = 0.2; },
  };
  // The hall's candidates by way of the relay, its own not at all: what comes back comes from the relay.
  const add = Object.getOwnPropertyDescriptor(RTCPeerConnection.prototype, 'addIceCandidate')?.value as (this: RTCPeerConnection, candidate: RTCIceCandidateInit) => Promise<void>;
  RTCPeerConnection.prototype.addIceCandidate = async function through(this: RTCPeerConnection, candidate?: RTCIceCandidateInit | null): Promise<void> {
    const parts = (candidate?.candidate ?? '').split(' ');
    if (parts[2]?.toLowerCase() !== 'udp') return;
    parts[4] = host;
    parts[5] = String(await window.relayedPort(Number(parts[5])));
    await add.call(this, { ...candidate, sdpMLineIndex: candidate?.sdpMLineIndex ?? 0, candidate: parts.join(' ') });
  };
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as WebSocket['send'];
  WebSocket.prototype.send = function through(this: WebSocket, data) {
    if (typeof data !== 'string' || !data.includes('"type":"candidate"')) send.call(this, data);
  };
}
