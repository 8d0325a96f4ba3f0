import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Levels } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import type { Log, RecorderFact, RecorderWish, SegmentRow, SegmentStore } from '#main/app/ports/index.ts';
import { createDiskTools } from '#main/disk/native.ts';
import { createWatchTools } from '#main/disk/watch.ts';
import { systemClock } from '#main/process/clock.ts';
import { checkClosedFiles } from '#main/recorder/media/ffmpegJobs.ts';
import { syntheticCameraInput } from '#main/recorder/media/syntheticSources.ts';
import { CaptureRecorder, type RecorderDeps } from '#main/recorder/captureRecorder.ts';

const quiet: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/** Sound whose timestamps are the wall clock, without the demonstration voices' files. */
const tone = (voice: number): string[] => [
  '-f', 'lavfi', '-i',
  `sine=frequency=${voice * 300}:r=48000:samples_per_frame=1024,arealtime,asettb=1/48000,asetpts='if(eq(N,0),st(0,round(time(0)*SR)));ld(0)+N'`,
];

export const smallHall: Hall = {
  court: 'сот', name: 'зал', demo: true,
  cameras: [1, 2].map((n) => ({ id: `cam${n}`, label: `Камера ${n}`, source: { type: 'synthetic', variant: n }, widthPx: 320, heightPx: 180, fps: 25 })),
  microphones: [1, 2].map((n) => ({ id: `mic${n}`, label: `Микрофон ${n}`, source: { type: 'synthetic', voice: n } })),
};

function segmentTable(): SegmentStore & { rows: Map<string, SegmentRow> } {
  const rows = new Map<string, SegmentRow>();
  const all = (hearingId: string) => [...rows.values()].filter((row) => row.hearingId === hearingId);
  return {
    rows,
    upsert: async (row) => void rows.set(`${row.hearingId}/${row.path}`, row),
    of: async (hearingId) => all(hearingId).toSorted((a, b) => a.path.localeCompare(b.path)),
    counts: async (hearingId) => {
      const count = (state: SegmentRow['state']) => all(hearingId).filter((row) => row.state === state).length;
      return { closed: all(hearingId).length, verified: count('verified'), damaged: count('damaged') };
    },
  };
}

/** A recording place of its own, with every character in its name that some parser might take for its own; on it several recorders can work one after the other. */
export async function recordingBench(change: Partial<RecorderDeps> = {}) {
  const dir = await mkdtemp(join(tmpdir(), "it's [a|b] %05d : қ-"));
  const segments = segmentTable();
  const recorders: CaptureRecorder[] = [];

  function recorder() {
    const facts: RecorderFact[] = [];
    const levels: Levels[] = [];
    const made = new CaptureRecorder({
      recordingsRoot: dir, stateDir: join(dir, 'state'), segments, clock: systemClock, log: quiet,
      edge: { pushUrl: async () => 'rtmp://127.0.0.1:9/live/nobody', pullUrl: async () => null },
      syntheticSources: { camera: syntheticCameraInput, microphone: tone },
      ffmpegPath: 'ffmpeg', captureEnv: () => ({}), cameraIdentity: async () => null, disk: createDiskTools(resolve('native')), watch: createWatchTools(resolve('native')), check: checkClosedFiles, segmentMs: 2000, hardwareEncoders: [], ...change,
    });
    made.onFact((fact) => facts.push(fact));
    made.onLevels((level) => levels.push(level));
    recorders.push(made);
    return { recorder: made, facts, levels };
  }

  const record = (zeroUtcMs: number, hall = smallHall): RecorderWish => ({ mode: 'record', hall, hearingId: 'h1', runId: 'run-001', zeroUtcMs, plannedBytes: 0 });
  return {
    dir, segments, recorder, record,
    captureDir: (captureId: string) => join(dir, 'h1', 'run-001', captureId),
    rowsOf: async (captureId: string) => (await segments.of('h1')).filter((row) => row.captureId === captureId),
    async clean() {
      for (const each of recorders) {
        await each.want({ mode: 'off' });
        await each.detach();
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The longest stretch between the end of one segment and the start of the next. */
export const longestHoleMs = (rows: SegmentRow[]): number =>
  Math.max(0, ...rows.slice(1).map((row, i) => row.startMs - (rows[i]?.endMs ?? row.startMs)));
