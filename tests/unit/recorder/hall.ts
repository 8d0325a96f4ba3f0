import { softwareEncoder } from '#main/recorder/arguments/encoder.ts';
import type { ArgumentContext } from '#main/recorder/arguments/context.ts';
import type { CameraSource, MicrophoneSource } from '#shared/domain/hall.ts';

export const context: ArgumentContext = {
  zeroUtcMs: 1_795_000_000_250, startedAtMs: 1_795_000_060_000, firstIndex: 7, segmentMs: 10_000, secondDir: null, telemetryPort: 45_678,
  pushUrl: 'rtmp://127.0.0.1:1935/live/cam1?key=secret', pullUrl: 'rtmp://127.0.0.1:1935/in/hall-left',
  syntheticSources: { camera: (variant) => ['-f', 'lavfi', '-i', `camera-${variant}`], microphone: (voice) => ['-f', 'lavfi', '-i', `voice-${voice}`] },
  absent: new Set(), encoder: softwareEncoder,
};

export const camera = (source: CameraSource) => ({ id: 'cam1', label: 'Камера', source, widthPx: 1280, heightPx: 721, fps: 25 });
export const microphone = (source: MicrophoneSource, n = 1) => ({ id: `mic${n}`, label: `Микрофон "${n}"; rm -rf`, source });
