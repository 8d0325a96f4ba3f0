import { randomBytes } from 'node:crypto';
import type { Levels, RecorderStatus } from '#shared/contract/status.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock, FinishedFile, Log, Recorder, RecorderFact, RecorderWish, SegmentRow, StartReport } from '#main/app/ports/index.ts';
import { freePort } from '#main/process/freePort.ts';
import { KeptService } from '#main/process/keptService.ts';
import { Latest } from '../latest.ts';
import { Listeners } from '../listeners.ts';
import { answersAs, connectTo, type Connection } from './connection.ts';
import { FactQueue, type FactKeeper } from './factQueue.ts';
import { addressSchema, recorderName, type Message, type RecorderAddress, type Request } from './messages.ts';

interface Options {
  stateDir: string;
  version: string;
  log: Log;
  clock: Clock;
  /** What starts the recorder's process; the state folder is added as its last argument. */
  command: { file: string; args: string[] };
}

/**
 * What a disk that hangs was asked holds a thread each, and the other disk must not wait for them: with 4 of them and
 * seven captures everything stood still. Before it is known to hang, a capture has one file being brought to it and at
 * most four looks at its folder; with 16 microphones and two cameras that is 19 × 5, and besides one question of the
 * watch, one copy, one file entered and one read back. 64 more threads cost half a megabyte.
 */
const manyThreads = { UV_THREADPOOL_SIZE: '128' };
const reconnectAfterMs = 100;
/** A hearing does not wait longer for a recorder that is not there: it is opened, and the fault is told. */
const awayLimitMs = 10_000;
const nothingYet: RecorderStatus = { mode: 'off', captures: [], segmentsClosed: 0, segmentsVerified: 0, segmentsDamaged: 0, lastVerifiedAtMs: null, encoder: '', targets: [] };
const away = (): { ok: false; error: ReturnType<typeof appError> } => err(appError('recorder.start_failed', { detail: 'the recorder does not answer' }));

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

type Answer = Extract<Message, { id: number }>;
type Asked = Extract<Request, { id: number }>;

async function chooseAddress(last: RecorderAddress | null): Promise<RecorderAddress | null> {
  if (last && (await freePort(last.port)) !== null) return last;
  const port = await freePort();
  return port === null ? null : { port, secret: randomBytes(32).toString('hex') };
}

/**
 * The recorder as the console sees it: a process of its own, which goes on recording and guarding its captures while
 * no console is there. What was asked and not answered is asked again after it has come back.
 */
export class RecorderClient implements Recorder {
  readonly #o: Options;
  readonly #service: KeptService<RecorderAddress>;
  readonly #levels = new Listeners<Levels>();
  readonly #statuses = new Listeners<void>();
  readonly #latest = new Latest();
  readonly #asked = new Map<number, { request: Asked; answer: (message: Answer) => void }>();
  readonly #queue: FactQueue;
  #keep: FactKeeper = () => Promise.resolve();
  #connection: Connection | null = null;
  #status = nothingYet;
  #second: string | null = null;
  #lastId = 0;
  #over = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#o = options;
    this.#service = new KeptService({
      ...options, name: recorderName, env: manyThreads, address: addressSchema, chooseAddress, answers: (address) => answersAs(address, options.version), endSignal: 'SIGTERM',
    });
    this.#queue = new FactQueue({
      keep: (fact, factId) => this.#keep(fact, factId),
      ack: (factId) => this.#connection?.send({ say: 'ack', factId }),
      onTrouble: (text, more) => options.log.error('recorder', text, more),
    });
  }

  /** Starts or takes over the recorder's process. It is kept from here on, also when this fails. */
  async start(): Promise<Result<void>> {
    const started = await this.#service.start();
    this.#loop = this.#stayConnected();
    return started;
  }

  service = () => this.#service.standing();

  /** One that does not start is not waited for: what the hearing's events ask for is wanted of it all the same, when it is there. */
  async adopt(): Promise<{ hearingId: string; runId: string } | null> {
    if (this.#service.standing().state === 'failed') return null;
    const answer = await this.#unlessAway(this.#ask((id) => ({ say: 'current', id })));
    return answer?.say === 'current' ? answer.run : null;
  }

  /** For `off`, also the console has kept every row when this resolves. */
  async want(wish: RecorderWish): Promise<Result<StartReport>> {
    const superseded = this.#latest.next(JSON.stringify(wish));
    const asked = this.#ask((id) => ({ say: 'want', id, wish }));
    const answer = await (wish.mode === 'off' ? asked : this.#unlessAway(asked));
    const result = answer?.say === 'wanted' ? answer.result : away();
    if (!result.ok || wish.mode !== 'off') return result;
    const kept = await Promise.race([this.#queue.empty().then(() => true), aborted(superseded)]);
    return kept ? ok(result.value) : err(appError('store.unavailable'));
  }

  async settle(hearingId: string): Promise<void> {
    await this.#ask((id) => ({ say: 'settle', id, hearingId }));
    await this.#queue.empty();
  }

  async enter(file: FinishedFile): Promise<SegmentRow | null> {
    const answer = await this.#ask((id) => ({ say: 'enter', id, file }));
    return answer.say === 'entered' ? answer.row : null;
  }

  status = (): RecorderStatus => this.#status;
  onLevels = (listener: (levels: Levels) => void): (() => void) => this.#levels.add(listener);
  onStatus = (listener: () => void): (() => void) => this.#statuses.add(listener);

  useSecondTarget(root: string | null): void {
    this.#second = root;
    this.#connection?.send({ say: 'second', root });
  }

  clockAnchored(): void {
    this.#connection?.send({ say: 'clock' });
  }

  keepFacts(keep: (fact: RecorderFact, factId: string) => Promise<void>): void {
    this.#keep = keep;
  }

  async detach(): Promise<void> {
    this.#service.detach();
    await this.#end();
  }

  /** Ends the recorder and what it only shows; what it records goes on. */
  async stop(): Promise<void> {
    await this.#end();
    await this.#service.stop();
  }

  async #end(): Promise<void> {
    this.#over = true;
    this.#latest.next('end');
    this.#queue.end();
    this.#connection?.close();
    await this.#loop;
  }

  /** The answer, or null when there has been no recorder for too long. */
  #unlessAway<T>(asked: Promise<T>): Promise<T | null> {
    const answered = new AbortController();
    void asked.then(() => answered.abort());
    const away = async (): Promise<null> => {
      for (let awayMs = 0; awayMs < awayLimitMs && !this.#over && !answered.signal.aborted; awayMs = this.#connection ? 0 : awayMs + reconnectAfterMs) await pause(reconnectAfterMs);
      return null;
    };
    return Promise.race([asked, away()]);
  }

  /** Answered after a reconnection, if need be. */
  #ask(request: (id: number) => Asked): Promise<Answer> {
    this.#lastId += 1;
    const asked = request(this.#lastId);
    return new Promise((resolve) => {
      this.#asked.set(asked.id, { request: asked, answer: resolve });
      this.#connection?.send(asked);
    });
  }

  async #stayConnected(): Promise<void> {
    while (!this.#over) {
      const address = this.#service.address();
      const closed = Promise.withResolvers<void>();
      const connection = address && (await connectTo(address, this.#o.version, this.#take, closed.resolve));
      if (connection) {
        this.#begin(connection);
        await closed.promise;
        this.#connection = null;
      }
      if (!this.#over) await pause(reconnectAfterMs);
    }
  }

  #begin(connection: Connection): void {
    this.#connection = connection;
    this.#queue.clear();
    connection.send({ say: 'clock' });
    connection.send({ say: 'second', root: this.#second }); // makes us its console, whether or not anything is asked
    for (const { request } of this.#asked.values()) connection.send(request);
  }

  #take = (message: Message): void => {
    switch (message.say) {
      case 'status':
        this.#status = message.status;
        return this.#statuses.tell();
      case 'levels':
        return this.#levels.tell(message.levels);
      case 'fact':
        return this.#queue.add(message.kept);
      case 'log':
        return this.#o.log[message.level]('recorder', message.text, message.more);
      case 'welcome':
        return;
      default:
        this.#asked.get(message.id)?.answer(message);
        this.#asked.delete(message.id);
    }
  };
}

const aborted = (signal: AbortSignal): Promise<false> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(false);
    else signal.addEventListener('abort', () => resolve(false), { once: true });
  });
