import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHall } from '../../../src-main/app/demoHall.ts';
import { ConsoleClient } from '../../../src-main/cli/ctl/client.ts';
import { Operator } from '../../../src-main/cli/demo/operator.ts';
import type { Microphone } from '../../../src-shared/domain/hall.ts';
import { consoleStatusSchema, type ConsoleStatus } from '../../../src-shared/contract/status.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';
import { startBuiltConsole, type RunningConsole } from '../../helpers/console.ts';
import { startCourtServer } from '../../helpers/courtServer.ts';
import type { Afterwards } from './afterwards.ts';
import { killAllIn, writersIn } from './processes.ts';

export interface Picture { widthPx: number; heightPx: number }

/** A camera or a microphone. */
export interface Device { deviceId: string; kind: 'picture' | 'sound' }

export interface Mark {
  markId: string;
  /** UTC ms. */
  askedAtMs: number;
  /** UTC ms at which the console had answered that it is kept. */
  keptAtMs: number;
}

const readyWithinMs = 30_000;
const pollMs = 20;

/** Waits until something is so; false when that does not happen. */
export async function comes(isSo: () => Promise<boolean>): Promise<boolean> {
  const untilMs = performance.now() + readyWithinMs;
  while (performance.now() < untilMs) {
    if (await isSo()) return true;
    await sleep(pollMs);
  }
  return false;
}

/** As `comes`, and rejects, in words, when it does not. */
export async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  if (!(await comes(isSo))) throw new Error(`${what}: not within ${readyWithinMs / 1000} s`);
}

/** A console on a data folder, in which a hearing is recorded; it can be killed and started again. */
export class RecordedHearing {
  readonly dataDir: string;
  #console: RunningConsole | null = null;
  #secretary: Operator | null = null;
  hearingId = '';
  readonly marks: Mark[] = [];
  /** What is recorded. */
  devices: Device[] = [];
  /** UTC ms at which everything was being recorded. */
  recordingSinceMs = 0;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** The hall with two cameras and these microphones, a hearing opened in it, and every capture writing. Everything in the folder is killed afterwards. */
  static async open(afterwards: Afterwards, dataDir: string, picture: Picture, microphones: Microphone[]): Promise<RecordedHearing> {
    await mkdir(dataDir, { recursive: true });
    const hearing = new RecordedHearing(dataDir);
    afterwards.add(() => killAllIn(dataDir));
    await hearing.startConsole();
    const specialist = await Operator.signIn(hearing.url, 'specialist');
    const cameras = demoHall.cameras.map((camera) => ({ ...camera, ...picture }));
    await specialist.do('settings.saveHall', { hall: { ...demoHall, cameras, microphones } });
    hearing.devices = [...cameras.map(({ id }) => ({ deviceId: id, kind: 'picture' as const })), ...microphones.map(({ id }) => ({ deviceId: id, kind: 'sound' as const }))];
    specialist.close();
    const { hearingId } = await hearing.secretary.do('schedule.add', { schedule: exampleSchedule({ startsAtMs: Date.now() }) });
    hearing.hearingId = hearingId;
    await hearing.secretary.do('hearing.open', { hearingId });
    await waitFor('all captures', async () => (await hearing.status()).recorder.captures.every((capture) => capture.state === 'running'));
    hearing.recordingSinceMs = Date.now();
    return hearing;
  }

  get url(): string { return this.#console?.url ?? ''; }
  get consolePid(): number { return this.#console?.pid ?? 0; }
  get recordingDir(): string { return `${this.dataDir}/recordings/${this.hearingId}`; }

  get secretary(): Operator {
    if (!this.#secretary) throw new Error('nobody is signed in');
    return this.#secretary;
  }

  async startConsole(): Promise<void> {
    this.#console = await startBuiltConsole(this.dataDir);
    this.#secretary = await Operator.signIn(this.url, 'secretary');
  }

  async killConsole(): Promise<void> {
    await this.#console?.kill9();
    this.#secretary?.close();
  }

  async status(): Promise<ConsoleStatus> {
    const connected = await ConsoleClient.connect(this.url, null);
    if (!connected.ok) throw new Error(connected.error.detail);
    try {
      await connected.value.call('session.resume', { token: this.secretary.token });
      const item = await new Promise((resolve, reject) => {
        void connected.value.stream('status', {}, resolve, new AbortController().signal).then(() => reject(new Error('the console is gone')));
      });
      return consoleStatusSchema.parse(item);
    } finally {
      connected.value.close();
    }
  }

  writers = () => writersIn(this.dataDir);

  async mark(): Promise<void> {
    const [markId, askedAtMs] = [randomUUID(), Date.now()];
    await this.secretary.do('hearing.addMark', { hearingId: this.hearingId, markId, template: 'note', text: 'белгі', pressedAgoMs: 0 });
    this.marks.push({ markId, askedAtMs, keptAtMs: Date.now() });
  }

  /** The hearing as this console knows it: UTC ms of position zero, its phase and which of these marks are not there. */
  async look(marks: readonly Mark[]): Promise<{ zeroUtcMs: number; phase: string; lostMarks: number }> {
    const { hearing } = await this.secretary.do('hearing.get', { hearingId: this.hearingId });
    const known = new Set(hearing.marks.map((mark) => mark.markId));
    return { zeroUtcMs: hearing.zeroUtcMs ?? 0, phase: hearing.phase.name, lostMarks: marks.filter((mark) => !known.has(mark.markId)).length };
  }
}

/** A court server to which everything is delivered, and which can be killed and started again. */
export async function courtServerFor(afterwards: Afterwards, hearing: RecordedHearing, dataDir: string) {
  let server = await startCourtServer({ dataDir });
  afterwards.add(() => server.kill9());
  const specialist = await Operator.signIn(hearing.url, 'specialist');
  await specialist.do('settings.saveCourtServer', { courtServer: { url: server.url, deviceToken: server.token } });
  specialist.close();
  return {
    kill: () => server.kill9(),
    async startAgain() { server = await startCourtServer({ dataDir, port: Number(new URL(server.url).port) }); },
  };
}
