import type { Role } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import { isClosedToPublic } from '#shared/domain/hearing/transitions.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EventFeed } from './feed.ts';
import type { Hearings } from './hearings.ts';
import type { MediaEdge } from './ports/index.ts';
import type { RecordingDesk } from './recording/recordingDesk.ts';

interface Deps {
  edge: Pick<MediaEdge, 'open'>;
  hearings: Pick<Hearings, 'load'>;
  desk: Pick<RecordingDesk, 'currentId'>;
  feed: Pick<EventFeed, 'onEvent'>;
}

type Opened = Awaited<ReturnType<MediaEdge['open']>>;

/** Who sits in a closed section anyway (K7-6). */
export const isInClosedSection = (role: Role): boolean => role === 'secretary' || role === 'judge';

/** Live pictures out of the hall. When the court closes the hearing to the public, those of everybody else end at once. */
export class LiveGate {
  readonly #d: Deps;
  /** Of those who must not see a closed section: what ends each. */
  readonly #watching = new Set<() => void>();

  constructor(deps: Deps) {
    this.#d = deps;
    deps.feed.onEvent(({ event }) => {
      if (event.type === 'sectionStarted' && event.kind === 'closed_section') for (const end of this.#watching) end();
    });
  }

  async open(cameraId: string, role: Role): Promise<Opened> {
    const opened = await this.#d.edge.open(cameraId);
    if (!opened.ok || isInClosedSection(role)) return opened;
    const { close } = opened.value;
    this.#watching.add(close);
    if (await this.#isClosed()) { // asked after it is known here: a ruling in between ends it
      this.#watching.delete(close);
      close();
      return err(appError('auth.forbidden'));
    }
    return ok({ ...opened.value, body: this.#until(opened.value.body, close), close: () => { this.#watching.delete(close); close(); } });
  }

  async *#until(body: AsyncIterable<Uint8Array>, close: () => void): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } finally {
      this.#watching.delete(close);
    }
  }

  async #isClosed(): Promise<boolean> {
    const hearingId = this.#d.desk.currentId();
    const loaded = hearingId === null ? null : await this.#d.hearings.load(hearingId);
    return loaded !== null && isClosedToPublic(loaded.hearing.phase);
  }
}
