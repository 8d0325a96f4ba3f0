/**
 * In a participant's page, before anything of it runs: a camera of one colour and a microphone with one tone, by which
 * everybody can tell whom they hear. It runs there as it stands and knows nothing from around it.
 */
export function tonePerson({ hz, colour }: { hz: number; colour: string }): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const sound = new AudioContext();
    const [out, voice, source] = [sound.createMediaStreamDestination(), new GainNode(sound, { gain: 0.2 }), new OscillatorNode(sound, { frequency: hz })];
    source.connect(voice).connect(out);
    source.start();
    Object.assign(window, { kept: [sound, out, voice, source] }); // what nothing refers to is collected, and falls silent
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    const context = canvas.getContext('2d');
    let picture = 0;
    setInterval(() => {
      if (!context) return;
      context.fillStyle = colour;
      context.fillRect(0, 0, 320, 180);
      context.fillStyle = '#000';
      context.fillRect((picture += 7) % 300, 10, 20, 20);
    }, 100);
    return new MediaStream([...canvas.captureStream(10).getTracks(), ...out.stream.getTracks()]);
  };
}

/**
 * In a page: how loud these tones are in what its elements play, dB, loudest of half a second. Elements that are silenced say
 * nothing to anybody and are left out.
 */
export async function tonesPlayed(hz: readonly number[]): Promise<number[]> {
  const playing = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(({ muted, paused, srcObject }) => !muted && !paused && srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0);
  const sound = new AudioContext({ sampleRate: 48_000 });
  const analyser = new AnalyserNode(sound, { fftSize: 8192, smoothingTimeConstant: 0 });
  const sources = playing.map(({ srcObject }) => sound.createMediaStreamSource(new MediaStream((srcObject as MediaStream).getAudioTracks())));
  for (const source of sources) source.connect(analyser);
  const loudest = hz.map(() => -200);
  const bins = new Float32Array(analyser.frequencyBinCount);
  for (let i = 0; i < 10; i++) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    if (i < 5) continue; // what was there before is not of now
    analyser.getFloatFrequencyData(bins);
    hz.forEach((one, n) => { loudest[n] = Math.max(loudest[n] ?? -200, bins[Math.round((one * analyser.fftSize) / 48_000)] ?? -200); });
  }
  for (const source of sources) source.disconnect();
  await sound.close();
  return loudest;
}
