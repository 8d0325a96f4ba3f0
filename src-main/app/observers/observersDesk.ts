import { randomUUID } from 'node:crypto';
import type { ObserversStanding } from '#shared/contract/calls/observers.ts';
import { watchPaths, type ProgrammeState } from '#shared/conference/watching.ts';
import type { ConferenceRoom } from '#shared/contract/conference.ts';
import { systemActor } from '#shared/domain/actor.ts';
import type { Camera } from '#shared/domain/hall.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { Hearing, PhaseName } from '#shared/domain/hearing/state.ts';
import { livePhases } from '#shared/domain/hearing/transitions.ts';
import { isShownToObservers, observation } from '#shared/domain/observers/observers.ts';
import { linkEndedOn } from '#shared/domain/procedure/demands.ts';
import type { Ruled } from '#shared/domain/procedure/procedure.ts';
import type { DemandRule } from '#shared/rules/schema/ruleFile.ts';
import type { ConferenceDesk } from '../conference/conferenceDesk.ts';
import type { EventFeed } from '../feed.ts';
import type { Hearings } from '../hearings.ts';
import type { EventStore, HallSound, Log, MediaEdge, Publication, Uploader, Watching, WatchEnd } from '../ports/index.ts';
import type { CourtServerSettings, Settings } from '../settings.ts';
import { runName, runNumber } from '../recording/wish.ts';
import { followHall, type Programme } from './programme.ts';

interface Deps {
  watching: Watching;
  edge: Pick<MediaEdge, 'open'>;
  hallSound: HallSound;
  uploader: WatchEnd & Pick<Uploader, 'onChange'>;
  hearings: Pick<Hearings, 'load' | 'execute'>;
  events: Pick<EventStore, 'heads'>;
  feed: Pick<EventFeed, 'onEvent'>;
  settings: Pick<Settings, 'courtServer' | 'hall'>;
  /** Which camera goes out to those elsewhere: observers see the same one. */
  conference: Pick<ConferenceDesk, 'follow'>;
  demandsOf: (hearing: Hearing) => Ruled<DemandRule>[];
  log: Log;
}

const on: readonly PhaseName[] = [...livePhases, 'connecting'];
const nothingShown: Pick<Shown, 'show' | 'cut'> = { show: () => undefined, cut: () => undefined };
const nobody: ObserversStanding = { hearingId: null, url: null, state: 'waiting', line: 'off', refusal: null, count: null };

/** What is shown of a hearing at this moment, and where to. */
interface Shown {
  hearingId: string;
  watchId: string;
  state: ProgrammeState;
  server: CourtServerSettings | null;
  show: (cameraId: string) => void;
  cut: () => void;
}

/**
 * An open hearing, watched: one stream out of the hall to the court server, which shows it to everybody else. It goes out while the
 * hearing may be watched and is on in public, and at no other moment.
 */
export class ObserversDesk {
  readonly #d: Deps;
  readonly #listeners = new Set<(standing: ObserversStanding) => void>();
  #standing: ObserversStanding = nobody;
  #shown: Shown | null = null;
  #out: Pick<ConferenceRoom, 'hearingId' | 'cameraOut'> = { hearingId: null, cameraOut: null };
  /** Of several changes at once the last one counts. */
  #turn = 0;

  constructor(deps: Deps) {
    this.#d = deps;
    deps.feed.onEvent((record) => this.#happened(record));
    deps.conference.follow((room) => this.#goesOut(room));
    deps.uploader.onChange(() => void this.#followServer().catch(this.#failed));
  }

  /** After a start: the permission that holds goes on. */
  async resume(): Promise<void> {
    for (const { hearingId } of await this.#d.events.heads({ phases: on })) await this.#show(hearingId);
  }

  follow(listener: (standing: ObserversStanding) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#standing);
    return () => this.#listeners.delete(listener);
  }

  /** The console ends; the permission stays, for the next one. */
  endLine(): void {
    this.#turn += 1;
    this.#cut();
  }

  /** What must not go out any more stops before anything else is looked at: the event is on disk, the rest can wait. */
  #happened({ hearingId, event }: EventRecord): void {
    const isOfShown = this.#shown?.hearingId === hearingId;
    if (isOfShown && (event.type === 'observersRemoved' || event.type === 'sectionStarted')) this.#cut();
    if (event.type === 'observersRemoved') this.#tellEnd(hearingId, event);
    if (event.type === 'stepRecorded' && isOfShown) void this.#endIfStopped(hearingId).catch(this.#failed);
    if (event.type === 'observersAllowed' || event.type === 'observersRemoved' || event.type === 'sectionStarted') void this.#show(hearingId).catch(this.#failed);
  }

  #tellEnd(hearingId: string, { watchId, why }: Extract<EventRecord['event'], { type: 'observersRemoved' }>): void {
    void this.#d.uploader.endWatch({ hearingId, watchId, why }).then((told) => {
      if (!told.ok) this.#d.log.warn('observers', 'the court server learns from the facts that nobody watches any more', told.error);
    }).catch(this.#failed);
  }

  /** An emergency ends every stream out of the hall (K185-24); what a ruling to go closed demands may be answered before it begins. */
  async #endIfStopped(hearingId: string): Promise<void> {
    const loaded = await this.#d.hearings.load(hearingId);
    const endedOn = loaded && observation(loaded.hearing) ? linkEndedOn(loaded.hearing, this.#d.demandsOf(loaded.hearing)) : null;
    if (endedOn === null) return;
    const why = endedOn === 'close_to_public' ? 'closed_to_public' : 'emergency';
    const ended = await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'removeObservers', why }, systemActor);
    if (!ended.ok) this.#d.log.error('observers', ended.error.code, ended.error);
  }

  /** Another court server, or another token for it. */
  async #followServer(): Promise<void> {
    const shown = this.#shown;
    if (shown && JSON.stringify(await this.#d.settings.courtServer()) !== JSON.stringify(shown.server)) await this.#show(shown.hearingId);
  }

  /** While the window that decides it is reloaded nobody says anything else: it stays as it was. */
  #goesOut({ hearingId, cameraOut }: ConferenceRoom): void {
    const kept = hearingId === this.#out.hearingId ? this.#out.cameraOut : null;
    this.#out = { hearingId, cameraOut: cameraOut ?? kept };
    if (cameraOut !== null && hearingId === this.#shown?.hearingId) this.#shown.show(cameraOut);
  }

  async #show(hearingId: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const [loaded, server, hall] = await Promise.all([this.#d.hearings.load(hearingId), this.#d.settings.courtServer(), this.#d.settings.hall()]);
    const now = loaded && observation(loaded.hearing);
    if (turn !== this.#turn || (!now && this.#shown && this.#shown.hearingId !== hearingId)) return;
    this.#cut();
    if (!loaded || !now) return this.#become(nobody);
    const { hearing } = loaded;
    const state = isShownToObservers(hearing) ? 'live' : hearing.sections.length > 0 ? 'paused' : 'waiting';
    const url = server && new URL(`${watchPaths.page}/${now.watchId}`, server.url).href;
    this.#become({ hearingId, url, state, line: server ? 'connecting' : 'off', refusal: null, count: null });
    this.#shown = { hearingId, watchId: now.watchId, state, server, ...(server ? this.#publish(hearing, now.watchId, state, server, hall?.cameras ?? []) : nothingShown) };
  }

  /** What those elsewhere see; where nobody is, the first one. */
  #cameraOf(hearingId: string, cameras: readonly Pick<Camera, 'id'>[]): string | undefined {
    const out = this.#out.hearingId === hearingId ? this.#out.cameraOut : null;
    return (cameras.find(({ id }) => id === out) ?? cameras[0])?.id;
  }

  #publish(hearing: Hearing, watchId: string, state: ProgrammeState, server: CourtServerSettings, cameras: readonly Pick<Camera, 'id'>[]): Pick<Shown, 'show' | 'cut'> {
    let programme: Programme | null = null;
    const stop = (): void => {
      programme?.stop();
      programme = null;
    };
    const { hearingId, schedule: { caseNumber, startsAtMs } } = hearing;
    const runId = runName(runNumber(hearing));
    const publication: Publication = this.#d.watching.publish(server, { hearingId, watchId, caseNumber, startsAtMs, state }, {
      onOpen: () => {
        stop();
        const cameraId = this.#cameraOf(hearingId, cameras);
        if (state === 'live' && cameraId !== undefined) programme = followHall(this.#d, { hearingId, runId, cameraId }, (tag) => publication.send(tag));
        this.#change({ line: 'open' });
      },
      onCut: () => { stop(); this.#change({ line: 'connecting', count: null }); },
      onWatching: (count) => this.#change({ count }),
      onRefused: (refusal) => { stop(); this.#change({ line: 'refused', refusal, count: null }); },
    });
    return { show: (cameraId) => programme?.show(cameraId), cut: () => { publication.cut(); stop(); } };
  }

  #cut(): void {
    this.#shown?.cut();
    this.#shown = null;
  }

  #change(change: Partial<ObserversStanding>): void {
    this.#become({ ...this.#standing, ...change });
  }

  #become(standing: ObserversStanding): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener(standing);
  }

  #failed = (e: unknown): void => this.#d.log.error('observers', String(e));
}
