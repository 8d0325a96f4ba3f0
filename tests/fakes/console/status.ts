import type { ConsoleStatus, Levels, LogLine, TargetStatus } from '#shared/contract/status.ts';
import { audioCaptureId, isSoundCapture, ownSoundCaptureId } from '#shared/domain/hall.ts';
import { isLive } from '#shared/domain/hearing/transitions.ts';
import { hall } from './data.ts';
import type { Memory } from './memory.ts';

/** What a test may make true of the fake machine. */
export interface Weather {
  alarms: ConsoleStatus['alarms'];
  /** Captures that are down, by id. */
  lost: readonly string[];
  /** Microphones that deliver nothing: their own capture is down, the one of all goes on without them. */
  absent: string[];
  targets: readonly TargetStatus[];
  courtServer: ConsoleStatus['courtServer']['state'];
  patternUntilMs: number | null;
  hallCheck: boolean;
}

const mibBytes = 1024 * 1024;

export const diskAt = (path: string, sinceMs: number): TargetStatus =>
  ({ path, state: 'ok', detail: '', sinceMs, freeBytes: 412_000 * mibBytes, totalBytes: 931_000 * mibBytes, behindFiles: 0, unreserved: null, sameDisk: false });

export const firstFolder = '/var/lib/courtroom/recordings';

export const fairWeather = (): Weather => ({ alarms: [], lost: [], absent: [], targets: [diskAt(firstFolder, Date.now() - 7_200_000)], courtServer: 'connected', patternUntilMs: null, hallCheck: false });

export const soundCaptureIds = (): string[] => [audioCaptureId, ...hall.microphones.map((m) => ownSoundCaptureId(m.id))];
export const captureIds = (): string[] => [...soundCaptureIds(), ...hall.cameras.map((c) => c.id)];

export const currentHearing = (memory: Memory) => [...memory.hearings.values()].find((h) => isLive(h.phase.name) || h.phase.name === 'connecting' || h.starting);

type Capture = ConsoleStatus['recorder']['captures'][number];

const devicesOf = (captureId: string): string[] =>
  captureId === audioCaptureId ? hall.microphones.map((m) => m.id) : [hall.microphones.find((m) => ownSoundCaptureId(m.id) === captureId)?.id ?? captureId];

function captureOf(captureId: string, { lost: down, absent }: Weather, nowMs: number): Capture {
  const kind = isSoundCapture(captureId) ? 'audio' : 'video';
  const deviceIds = devicesOf(captureId);
  const lost = down.includes(captureId) || deviceIds.every((id) => absent.includes(id));
  return {
    captureId, kind, deviceIds, absentDeviceIds: deviceIds.filter((id) => absent.includes(id)), state: lost ? 'lost' : 'running', pid: lost ? null : 4100 + captureId.length, sinceMs: nowMs - 12_000, mediaUntilMs: nowMs - 300,
    fps: kind === 'video' ? 24.9 : null, speed: 1, droppedFrames: 0, restarts: lost ? 3 : 0, startTookMs: 412, cause: lost ? 'device gone' : null, signal: [],
  };
}

export function statusNow(memory: Memory, weather: Weather): ConsoleStatus {
  const nowMs = Date.now();
  const current = currentHearing(memory);
  const recording = current?.phase.name === 'in_session' || current?.phase.name === 'closed_section' || current?.phase.name === 'technical_break';
  const isListening = recording || current?.phase.name === 'connecting' || Boolean(current?.starting);
  return {
    nowMs, clockAheadMs: 0,
    currentHearingId: current?.hearingId ?? null,
    hallCheck: weather.hallCheck,
    patternUntilMs: weather.patternUntilMs,
    recorder: {
      mode: recording ? 'record' : current ? 'preview' : 'off',
      captures: isListening ? captureIds().map((id) => captureOf(id, weather, nowMs)) : [],
      segmentsClosed: 2702, segmentsVerified: 2701, segmentsDamaged: 0, lastVerifiedAtMs: nowMs - (nowMs % 5000), encoder: 'libx264', targets: [...weather.targets],
    },
    storage: { path: firstFolder, freeBytes: 412_000 * mibBytes, totalBytes: 931_000 * mibBytes, hoursLeft: 312.4 },
    queue: {
      waiting: { fact: 3, video: 2 }, waitingTotal: 5, bytesWaiting: 642 * mibBytes, undeliverable: 0,
      sending: { kind: 'video', name: 'run-001/camera-1/00041.mkv', bytesSent: 11 * mibBytes, bytesTotal: 18 * mibBytes },
      etaMs: 260_000, nextAttemptAtMs: null, lastError: null,
    },
    courtServer: { state: weather.courtServer, sinceMs: nowMs - 7_200_000, url: 'http://127.0.0.1:8400' },
    mail: { waiting: 0, sinceMs: null, lastError: null, refused: [] },
    unsealed: [],
    services: [
      { name: 'store', state: 'running', pid: null, detail: '' },
      { name: 'recorder', state: 'running', pid: null, detail: 'record' },
      { name: 'media_edge', state: 'running', pid: 4242, detail: '' },
      { name: 'uploader', state: 'running', pid: null, detail: '' },
      { name: 'web', state: 'running', pid: null, detail: '127.0.0.1:8300' },
    ],
    alarms: weather.alarms,
  };
}

/** Four people speaking in turn, three seconds each. */
export function levelsNow(): Levels {
  const atMs = Date.now();
  const speaker = Math.floor(atMs / 3000) % hall.microphones.length;
  const level = (index: number) => (index === speaker ? -18 + 8 * Math.sin(atMs / 130) : index === 3 ? -120 : -52);
  return { atMs, microphones: hall.microphones.map((m, i) => ({ id: m.id, rmsDb: level(i), peakDb: Math.min(0, level(i) + 6) })) };
}

export const logLine = (n: number): LogLine => ({
  atMs: Date.now(), level: n % 17 === 0 ? 'warn' : 'info', area: n % 2 ? 'recorder' : 'outbox', text: n % 2 ? `segment run-001/audio/${String(n).padStart(5, '0')}.mkv verified` : 'receipt stored',
});
