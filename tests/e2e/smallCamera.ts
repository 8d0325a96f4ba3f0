declare global {
  interface Window {
    relayedPort(port: number): Promise<number>;
  }
}

/**
 * In a participant's page, before anything of it runs: a small moving picture and a tone instead of the browser's own, of which
 * many fit onto one machine. With a host, its way to the court's distributor leads through a relay there. It knows nothing from around it.
 */
export function smallCamera(relayHost: string | null): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    const context = canvas.getContext('2d');
    let picture = 0;
    setInterval(() => {
      picture += 1;
      if (!context) return;
      context.fillStyle = `hsl(${picture % 360} 60% 50%)`;
      context.fillRect(0, 0, 320, 180);
      context.fillStyle = '#fff';
      context.fillRect((picture * 5) % 320, (picture * 3) % 180, 40, 40);
    }, 1000 / 15);
    const sound = new AudioContext();
    const out = sound.createMediaStreamDestination();
    const tone = new OscillatorNode(sound, { frequency: 330 });
    tone.connect(new GainNode(sound, { gain: 0.1 })).connect(out);
    tone.start();
    return new MediaStream([...canvas.captureStream(15).getTracks(), ...out.stream.getTracks()]);
  };
  if (relayHost === null) return;
  const set = Object.getOwnPropertyDescriptor(RTCPeerConnection.prototype, 'setRemoteDescription')?.value as (this: RTCPeerConnection, sdp: RTCSessionDescriptionInit) => Promise<void>;
  RTCPeerConnection.prototype.setRemoteDescription = async function through(this: RTCPeerConnection, { type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
    let text = sdp;
    for (const [line, before = '', port = '', after = ''] of sdp.matchAll(/^(a=candidate:\S+ \d udp \d+ )\S+ (\d+)( .*)$/gim)) {
      text = text.replace(line, `${before}${relayHost} ${await window.relayedPort(Number(port))}${after}`);
    }
    await set.call(this, { type, sdp: text });
  };
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as WebSocket['send'];
  WebSocket.prototype.send = function through(this: WebSocket, data) {
    if (typeof data !== 'string' || !data.includes('"ask":"candidate"')) send.call(this, data);
  };
}
