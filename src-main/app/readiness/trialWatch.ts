import type { RecorderStatus, SignalCondition } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { heardFromDb, type DeviceMeasured, type TrialMeasured } from '#shared/domain/readiness/judge.ts';
import { lostDeviceIds } from '#shared/domain/safety.ts';
import type { Recorder, RecorderFact } from '../ports/index.ts';

/** Watches the devices while the hall is tried out: the loudest moment of each microphone, and what the recorder knew of each at the end. */
export class TrialWatch {
  readonly #recorder: Pick<Recorder, 'status'>;
  readonly #hall: Hall;
  readonly #peaksDb = new Map<string, number>();
  readonly #unsubscribe: () => void;
  #atEnd: RecorderStatus | null = null;

  constructor(recorder: Pick<Recorder, 'status' | 'onLevels'>, hall: Hall) {
    this.#recorder = recorder;
    this.#hall = hall;
    this.#unsubscribe = recorder.onLevels(({ microphones }) => {
      for (const { id, peakDb } of microphones) this.#peaksDb.set(id, Math.max(peakDb, this.#peaksDb.get(id) ?? peakDb));
    });
  }

  /** The first time counts. */
  end(): void {
    this.#unsubscribe();
    this.#atEnd ??= this.#recorder.status();
  }

  /** Microphones into which nobody has spoken yet. */
  notHeard = (): string[] => this.#hall.microphones.map(({ id }) => id).filter((id) => (this.#peaksDb.get(id) ?? Number.NEGATIVE_INFINITY) < heardFromDb);

  devices(): Record<string, DeviceMeasured> {
    const status = this.#atEnd ?? this.#recorder.status();
    const lost = lostDeviceIds(status);
    return Object.fromEntries([...this.#hall.cameras, ...this.#hall.microphones].map(({ id }) => [id, this.#device(id, status, lost.includes(id))]));
  }

  #device(id: string, { captures }: RecorderStatus, isLost: boolean): DeviceMeasured {
    const own = captures.filter(({ deviceIds }) => deviceIds.includes(id));
    const conditions = new Set<SignalCondition>(own.filter(({ deviceIds }) => deviceIds.length === 1).flatMap(({ signal }) => signal.map(({ condition }) => condition)));
    const isRunning = own.some(({ state }) => state === 'running');
    return {
      missing: isLost || !isRunning ? (own.find(({ cause }) => cause !== null)?.cause ?? '') : null,
      conditions: [...conditions], fps: own.find(({ fps }) => fps !== null)?.fps ?? null, peakDb: this.#peaksDb.get(id) ?? null,
    };
  }
}

/** What was watched, with what was read back of it. */
export function trialMeasured(lengthMs: number, devices: Record<string, DeviceMeasured>, facts: readonly RecorderFact[]): TrialMeasured {
  const readBackMs: Record<string, number> = {};
  for (const fact of facts) {
    if (fact.type === 'segmentClosed') readBackMs[fact.row.captureId] ??= 0;
    if (fact.type === 'segmentVerified') readBackMs[fact.row.captureId] = (readBackMs[fact.row.captureId] ?? 0) + fact.row.endMs - fact.row.startMs;
  }
  return { lengthMs, devices, readBackMs, damagedFiles: facts.filter(({ type }) => type === 'segmentDamaged').length };
}
