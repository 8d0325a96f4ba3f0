import { runToEnd, streamOutput, type Streaming } from '#main/process/runner.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { judgeIdentity, parseListeners, type Bindings, type ExpectedMicrophone, type Identity } from './identity.ts';

interface Deps {
  /** Address of the sound server; without it the user's own. */
  server: string | undefined;
  /** After every look; an error when the server could not be asked. */
  onIdentity: (seen: Result<Identity[]>) => void;
}

/** A move is several events. */
const settleMs = 50;
/** Should an event be lost, or the subscription have died. */
const lookEveryMs = 5000;
const subscribeAgainMs = 1000;
const answerWithinMs = 2000;

/** In the C locale pactl drops every name that is not ASCII, and translates its events in others. */
const inUtf8 = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C.UTF-8' });

/** `Event 'change' on source-output #3`. */
const isRelevant = (text: string): boolean => / on source(-output)? #/.test(text);

/** Watches who listens to which microphone of one sound server. A move is known after 0.1 to 0.3 s. */
export class PulseWatch {
  readonly #d: Deps;
  #expected: readonly ExpectedMicrophone[] = [];
  #bindings: Bindings = new Map();
  #subscription: Streaming | null = null;
  #nextLook: NodeJS.Timeout | null = null;
  #nextSubscription: NodeJS.Timeout | null = null;
  #settling = false;
  #looking: Promise<void> | null = null;
  /** Something happened during a look. */
  #again = false;
  #stopped = false;

  constructor(deps: Deps) {
    this.#d = deps;
    this.#subscribe();
  }

  /** From now on these. The same microphones keep what was known of them. */
  expect(expected: readonly ExpectedMicrophone[]): void {
    this.#expected = expected;
    this.#soon();
  }

  /** Nothing is told and nothing runs any more once this has resolved. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#nextLook) clearTimeout(this.#nextLook);
    if (this.#nextSubscription) clearTimeout(this.#nextSubscription);
    this.#subscription?.kill();
    await Promise.all([this.#looking, this.#subscription?.done]);
  }

  #subscribe(): void {
    this.#subscription = streamOutput('pactl', this.#arguments('subscribe'), { env: inUtf8() });
    void this.#follow(this.#subscription);
  }

  async #follow(running: Streaming): Promise<void> {
    for await (const chunk of running.stdout) if (isRelevant(Buffer.from(chunk).toString('latin1'))) this.#soon();
    await running.done;
    if (this.#stopped) return;
    this.#soon();
    this.#nextSubscription = setTimeout(() => this.#subscribe(), subscribeAgainMs);
  }

  #soon(): void {
    if (this.#looking) this.#again = true;
    if (this.#stopped || this.#settling || this.#looking) return;
    this.#settling = true;
    this.#lookIn(settleMs);
  }

  #lookIn(delayMs: number): void {
    if (this.#nextLook) clearTimeout(this.#nextLook);
    this.#nextLook = setTimeout(() => { this.#looking = this.#look(); }, delayMs);
  }

  async #look(): Promise<void> {
    [this.#settling, this.#again] = [false, false];
    const seen = await this.#see();
    this.#looking = null;
    if (this.#stopped) return;
    this.#d.onIdentity(seen);
    this.#lookIn(this.#again ? settleMs : lookEveryMs);
  }

  async #see(): Promise<Result<Identity[]>> {
    const outputs = await this.#list('source-outputs');
    if (!outputs.ok) return outputs;
    const sources = await this.#list('sources');
    if (!sources.ok) return sources;
    const listeners = parseListeners(outputs.value, sources.value);
    if (!listeners.ok) return listeners;
    const { reports, bindings } = judgeIdentity(this.#expected, listeners.value, this.#bindings);
    this.#bindings = bindings;
    return ok(reports);
  }

  async #list(what: 'source-outputs' | 'sources'): Promise<Result<string>> {
    const listed = await runToEnd('pactl', this.#arguments('-f', 'json', 'list', what), { timeoutMs: answerWithinMs, env: inUtf8() });
    if (!listed.ok) return listed;
    if (listed.value.code === 0) return ok(listed.value.stdout.toString('utf8'));
    return err(appError('internal.unexpected', { detail: `pactl: ${listed.value.stderr.trim()}` }));
  }

  #arguments = (...args: string[]): string[] => [...(this.#d.server === undefined ? [] : ['-s', this.#d.server]), ...args];
}
