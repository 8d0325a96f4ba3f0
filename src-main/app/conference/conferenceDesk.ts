import { randomUUID } from 'node:crypto';
import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { Said } from '#shared/conference/messages.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import { systemActor, type Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import type { Hearing, PhaseName } from '#shared/domain/hearing/state.ts';
import { livePhases } from '#shared/domain/hearing/transitions.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { BegunTest } from '../settings.ts';
import { Arrangements } from './arrangements.ts';
import type { ConferenceDeps } from './conferenceDeps.ts';
import { HallLine } from './hallLine.ts';
import { LinkBook } from './linkBook.ts';
import { isEnded, OpenRoom } from './openRoom.ts';
import { PictureDesk } from './pictureDesk.ts';
import { Receiving } from './receiving.ts';
import { soundOf } from './remoteSound.ts';
import { hasRemote, noRoom, remoteIds, roomOf, type Room } from './room.ts';
import { keepTest, refusalOfTest, TestNotes } from './testNotes.ts';

const connecting: readonly PhaseName[] = [...livePhases, 'connecting'];
/** A hearing has the hall from here on, be it without anybody elsewhere. */
const takesHall = ({ type }: HearingEvent): boolean => type === 'connectingStarted' || type === 'sectionRequested';
const endsRoom = ({ type }: HearingEvent): boolean => type === 'hearingClosed' || type === 'hearingPostponed' || type === 'hearingCancelled';
/** One takes minutes; what was begun longer ago was left open, and the hall's cameras do not come on for it by themselves. */
const testGoesOnMs = 2 * 3_600_000;
const notOpen = err(appError('conference.not_open'));

/**
 * Which room is open: that of the hearing that is on, opened when people begin to connect, over when the hearing is; before
 * it that of a test session, of which only what was measured becomes part of the hearing. The links themselves are held by
 * a window (`conference.page`).
 */
export class ConferenceDesk {
  readonly #d: ConferenceDeps;
  readonly #listeners = new Set<(room: ConferenceRoom) => void>();
  readonly #book: LinkBook;
  readonly arrangements: Arrangements;
  readonly #pictures: PictureDesk;
  /** Rooms of hearings that are over, by hearing. */
  readonly #receiving = new Map<string, Receiving>();
  #open: OpenRoom | null = null;
  #page: ((item: ToLinksPage) => void) | null = null;

  constructor(deps: ConferenceDeps) {
    this.#d = deps;
    this.arrangements = new Arrangements(deps.settings, this.#changed);
    this.#book = new LinkBook(deps.links, deps.clock);
    this.#pictures = new PictureDesk(deps, (room, item) => { if (item && room === this.#open?.room) this.#page?.(item); this.#changed(); });
    deps.feed.onEvent((record) => this.#happened(record));
    deps.uploader.onChange(() => [this.#open, ...this.#receiving.values()].forEach((each) => void each?.followServer().catch(this.#failed)));
  }

  /** After a start: the hearing that is on goes on with its room and its displays, and so does a test session. */
  async resume(): Promise<void> {
    await this.arrangements.load();
    this.#changed();
    await this.#beginNext();
    await this.#beginTestAgain();
    for (const { hearingId } of await this.#d.events.heads({ phases: ['closed'] })) await this.#receiveAgain(hearingId);
  }

  state(): ConferenceRoom {
    const { now: arrangement, out } = this.arrangements;
    if (!this.#open) return { ...noRoom, ...[...this.#receiving.values()].at(-1)?.state(), arrangement };
    return { ...this.#open.state(), hasPage: this.#page !== null, arrangement, cameraOut: this.#page && out.cameraId, isHallHeard: this.#page && out.isHeard };
  }

  follow(listener: (room: ConferenceRoom) => void): () => void {
    this.#listeners.add(listener);
    listener(this.state());
    return () => this.#listeners.delete(listener);
  }

  /** The window that holds the links from here on. */
  attachPage(emit: (item: ToLinksPage) => void): () => void {
    this.#page?.({ type: 'replaced' });
    this.#page = emit;
    this.#open?.room.forPage().forEach(emit);
    this.#changed();
    return () => {
      if (this.#page !== emit) return;
      this.#page = null;
      void (this.#open?.linksGone() ?? Promise.resolve()).then(this.#changed).catch(this.#failed);
    };
  }

  say = (participantId: string, data: Said): boolean => this.#open?.say(participantId, data) ?? false;

  /** From the window with the links, as are the next three. */
  toSfu = (ask: SfuAsk): boolean => this.#open?.toSfu(ask) ?? false;
  linkStands = async (participantId: string, link: RemotePerson['link'], sinceAgoMs: number): Promise<Result<void>> => this.#open?.linkStands(participantId, link, sinceAgoMs) ?? notOpen;
  measured = async (links: readonly { participantId: string; figures: LinkFigures }[]): Promise<Result<void>> => this.#open?.measured(links) ?? notOpen;
  /** What arrived of somebody's picture, for the record. */
  takePictures: PictureDesk['take'] = (...picture) => this.#pictures.take(...picture);

  stand = (participantId: string, change: Partial<Pick<RemotePerson, 'admitted' | 'muted'>>): Result<void> => this.#open?.stand(participantId, change) ?? notOpen;
  answerProblem = (participantId: string): Result<void> => this.#open?.answerProblem(participantId) ?? notOpen;

  renew(participantId: string): Result<void> {
    if (!this.#open || !this.#page) return notOpen;
    this.#page({ type: 'renew', participantId });
    return ok(undefined);
  }

  /** New links go through the court's distributor. */
  isThroughSfu = (): boolean => this.#open?.room.isThroughSfu ?? false;

  isTesting = (hearingId: string): boolean => this.#open?.room.hearingId === hearingId && this.#open.room.test !== null;

  /** Something of this hearing that is over is still on its way from those elsewhere, and is waited for. */
  isReceiving = (hearingId: string): boolean => this.#receiving.has(hearingId) || this.#open?.room.hearingId === hearingId;

  /** Before the hearing, with nothing of it begun: those elsewhere come, are seen, heard and measured (K7-15(5), K185-13). */
  async beginTest(hearingId: string, by: string): Promise<Result<void>> {
    if (this.isTesting(hearingId)) return ok(undefined);
    const loaded = await this.#d.hearings.load(hearingId);
    const refusal = loaded ? await refusalOfTest(loaded.hearing, this.#d.settings, this.#open !== null || this.#d.hall.currentId() !== null) : appError('hearing.not_found');
    if (!loaded || refusal) return err(refusal ?? appError('hearing.not_found'));
    if (this.#open) return err(appError('conference.hall_taken')); // somebody was quicker
    await this.#openTest(loaded.hearing, { hearingId, sinceMs: this.#d.clock.nowMs(), begunBy: by });
    return ok(undefined);
  }

  /** Those who came are still there; they are measured again. */
  async #beginTestAgain(): Promise<void> {
    const begun = await this.#d.settings.testSession();
    const loaded = begun && (await this.#d.hearings.load(begun.hearingId));
    if (!begun) return;
    const isForgotten = this.#d.clock.nowMs() - begun.sinceMs > testGoesOnMs;
    if (!loaded || isForgotten || (await refusalOfTest(loaded.hearing, this.#d.settings, this.#open !== null || this.#d.hall.currentId() !== null))) return this.#d.settings.saveTestSession(null);
    await this.#openTest(loaded.hearing, begun);
  }

  async #openTest(hearing: Hearing, begun: BegunTest): Promise<void> {
    await this.#openFor(hearing, new TestNotes(begun.sinceMs, begun.begunBy, remoteIds(hearing)));
    await this.#d.settings.saveTestSession(begun);
    await this.#d.hall.show(true, 'test_session');
  }

  /** What was measured is kept first: while that cannot be, the session goes on. */
  async endTest(hearingId: string, commandId: string, by: Actor): Promise<Result<void>> {
    const open = this.#open;
    if (!open?.room.test || !this.isTesting(hearingId) || open.room.test.isKept) return notOpen;
    open.room.test.isKept = true;
    const kept = await keepTest(this.#d.hearings, open.room, commandId, by);
    open.room.test.isKept = kept.ok;
    if (!kept.ok) return kept;
    if (open === this.#open) this.#leave(open);
    await this.#d.hall.show(false, 'test_session');
    return kept;
  }

  /** The console ends; the room at the court server stays, for the next one. */
  endLine(): void {
    this.#open?.close();
    for (const receiving of this.#receiving.values()) receiving.close();
  }

  #happened({ hearingId, event }: EventRecord): void {
    if (takesHall(event)) this.#endTestFor(event);
    if (takesHall(event) || event.type === 'scheduleChanged') void this.#begin(hearingId).catch(this.#failed);
    if (this.#open?.room.hearingId !== hearingId) return;
    if (endsRoom(event)) this.#end(this.#open);
    else this.#open.happened(event);
  }

  /** The hearing waits for nothing of it. */
  #endTestFor({ type }: HearingEvent): void {
    const open = this.#open;
    if (!open?.room.test) return;
    this.#leave(open);
    if (!open.room.test.isKept) void keepTest(this.#d.hearings, open.room, randomUUID(), systemActor).then((kept) => { if (!kept.ok) this.#d.log.error('conference', `the test session before ${type} was not kept`, kept.error); }).catch(this.#failed);
  }

  /** The links end at once; what is still on its way of the sound is taken beside the next room. */
  #leave(open: OpenRoom): void {
    const receiving = open.end();
    this.#open = null;
    if (open.room.test) void this.#d.settings.saveTestSession(null).catch(this.#failed);
    if (receiving) void this.#receive(open.room.hearingId, receiving).catch(this.#failed);
    else this.#changed();
  }

  #end(open: OpenRoom): void {
    this.#leave(open);
    void (open.room.test ? this.#d.hall.show(false, 'test_session') : this.#beginNext()).catch(this.#failed);
  }

  async #receive(hearingId: string, receiving: Receiving): Promise<void> {
    this.#receiving.set(hearingId, receiving);
    this.#changed();
    await Promise.all([receiving.finish(), this.#pictures.finish(hearingId)].map((finished) => finished.catch(this.#failed)));
    this.#receiving.delete(hearingId);
    this.#changed();
    this.#d.onReceived();
    const ended = await this.#d.uploader.endInvitations(hearingId, null, 'closed');
    if (!ended.ok) this.#d.log.warn('conference', 'the court server learns from the facts that the room is over', ended.error);
  }

  /** A console that ended between the closing and the sealing: their pages may still have what it did not get. */
  async #receiveAgain(hearingId: string): Promise<void> {
    const loaded = await this.#d.hearings.load(hearingId);
    const owing = loaded?.hearing.remotes.filter(({ soundSinceMs }) => soundSinceMs !== null) ?? [];
    if (!loaded || owing.length === 0 || this.#receiving.has(hearingId)) return;
    const room = this.#roomOf(loaded.hearing, null);
    const line = new HallLine(this.#d, this.#changed);
    const sound = soundOf(this.#d, room, line, this.#changed);
    for (const { participantId } of owing) await sound.owes(participantId);
    const receiving = new Receiving(room, line, sound, () => this.#d.clock.nowMs());
    void this.#receive(hearingId, receiving).catch(this.#failed);
    await line.open(hearingId, (message) => {
      receiving.heard(message);
      this.#changed();
    });
  }

  async #beginNext(): Promise<void> {
    for (const { hearingId } of await this.#d.events.heads({ phases: connecting })) await this.#begin(hearingId);
  }

  async #begin(hearingId: string): Promise<void> {
    if (this.#open) return; // one hall, one hearing at a time; the next one's room opens when this one is over
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded || !connecting.includes(loaded.hearing.phase.name) || !hasRemote(loaded.hearing) || this.#open) return;
    await this.#openFor(loaded.hearing, null);
  }

  async #openFor(hearing: Hearing, test: TestNotes | null): Promise<void> {
    this.#open = new OpenRoom(this.#d, {
      toPage: (item) => this.#page?.(item), onChange: this.#changed, onFailure: this.#failed, book: this.#book, pictures: this.#pictures,
    }, this.#roomOf(hearing, test));
    void this.#book.begin().catch(this.#failed);
    await this.#open.open();
  }

  #roomOf = (hearing: Hearing, test: TestNotes | null): Room => roomOf(hearing, { nowMs: () => this.#d.clock.nowMs(), test, isStopped: isEnded(hearing, this.#d) });

  #failed = (e: unknown): void => this.#d.log.error('conference', String(e));

  #changed = (): void => {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  };
}
