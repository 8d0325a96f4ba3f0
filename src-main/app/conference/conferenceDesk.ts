import { randomUUID } from 'node:crypto';
import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { Said } from '#shared/conference/messages.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import { lineFromParticipantSchema } from '#shared/conference/talk.ts';
import { systemActor, type Actor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { EventRecord, HearingEvent } from '#shared/domain/hearing/events.ts';
import { isLinkEnded } from '#shared/domain/procedure/demands.ts';
import type { Hearing, PhaseName } from '#shared/domain/hearing/state.ts';
import { livePhases } from '#shared/domain/hearing/transitions.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { RoomMessage } from '../ports/index.ts';
import { Absences } from './absences.ts';
import { Arrangements } from './arrangements.ts';
import type { ConferenceDeps } from './conferenceDeps.ts';
import { HallLine } from './hallLine.ts';
import { LinkBook } from './linkBook.ts';
import { PictureDesk } from './pictureDesk.ts';
import { isOfSound, Receiving } from './receiving.ts';
import { soundOf, type RemoteSound } from './remoteSound.ts';
import { hasRemote, noRoom, remoteIds, roomOf, standingOf, type Room } from './room.ts';
import { keepTest, refusalOfTest, TestNotes } from './testNotes.ts';

const connecting: readonly PhaseName[] = [...livePhases, 'connecting'];
/** A hearing has the hall from here on, be it without anybody elsewhere. */
const takesHall = ({ type }: HearingEvent): boolean => type === 'connectingStarted' || type === 'sectionRequested';
/** What of a person the participant's page and the window with the links are told at once. */
const ofStanding: readonly string[] = ['admitted', 'muted', 'talksWith', 'interpretsFor'] satisfies (keyof RemotePerson)[];

/**
 * The room of the hearing that is on: opened when people begin to connect, over when the hearing is. What happens in it
 * becomes part of the hearing; of a test session, for which it is open before, only what was measured does; the links themselves are held by a window (`conference.page`).
 */
export class ConferenceDesk {
  readonly #d: ConferenceDeps;
  readonly #listeners = new Set<(room: ConferenceRoom) => void>();
  readonly #book: LinkBook;
  readonly #absences = new Absences();
  readonly arrangements: Arrangements;
  /** Rooms of hearings that are over, by hearing. */
  readonly #receiving = new Map<string, Receiving>();
  #room: Room | null = null;
  #line: HallLine | null = null;
  #sound: RemoteSound | null = null;
  readonly #pictures: PictureDesk;
  #page: ((item: ToLinksPage) => void) | null = null;

  constructor(deps: ConferenceDeps) {
    this.#d = deps;
    this.arrangements = new Arrangements(deps.settings, () => this.#changed());
    this.#book = new LinkBook(deps.links, deps.clock);
    this.#pictures = new PictureDesk(deps, (room, item) => { if (item && room === this.#room) this.#page?.(item); this.#changed(); });
    deps.feed.onEvent((record) => this.#happened(record));
    deps.uploader.onChange(() => [this.#line, ...this.#receiving.values()].forEach((each) => void each?.followServer().catch(this.#failed)));
  }

  /** After a start: the hearing that is on goes on with its room and its displays. */
  async resume(): Promise<void> {
    await this.arrangements.load();
    this.#changed();
    await this.#beginNext();
    for (const { hearingId } of await this.#d.events.heads({ phases: ['closed'] })) await this.#receiveAgain(hearingId);
  }

  state(): ConferenceRoom {
    const { now: arrangement, out } = this.arrangements;
    if (!this.#room || !this.#line) return { ...noRoom, ...[...this.#receiving.values()].at(-1)?.state(), arrangement };
    const { hearingId, test } = this.#room;
    return { hearingId, test: test && { sinceMs: test.sinceMs, begunBy: test.begunBy }, ...this.#line.state(), hasPage: this.#page !== null, isStopped: this.#room.isStopped, isTooMany: this.#room.isTooMany, people: this.#room.people(), arrangement, cameraOut: this.#page && out };
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
    this.#room?.forPage().forEach(emit);
    this.#changed();
    return () => {
      if (this.#page !== emit) return;
      this.#page = null;
      void this.#linksGone().catch(this.#failed);
    };
  }

  /** With the window go its links: who was let in is cut off until another window has connected them again. */
  async #linksGone(): Promise<void> {
    for (const { participantId, link } of this.#room?.people() ?? []) if (link !== 'away') await this.linkStands(participantId, 'away', 0);
    this.#changed();
  }

  say = (participantId: string, data: Said): boolean => this.#line?.say(participantId, data) ?? false;

  /** From the window with the links. */
  toSfu = (ask: SfuAsk): boolean => this.#line?.toSfu(ask) ?? false;

  /** Before the hearing, with nothing of it begun: those elsewhere come, are seen, heard and measured (K7-15(5), K185-13). */
  async beginTest(hearingId: string, by: string): Promise<Result<void>> {
    if (this.isTesting(hearingId)) return ok(undefined);
    const loaded = await this.#d.hearings.load(hearingId);
    const refusal = loaded ? await refusalOfTest(loaded.hearing, this.#d.settings, this.#room !== null || this.#d.hall.currentId() !== null) : appError('hearing.not_found');
    if (!loaded || refusal) return err(refusal ?? appError('hearing.not_found'));
    if (this.#room) return err(appError('conference.hall_taken')); // somebody was quicker
    await this.#open(loaded.hearing, new TestNotes(this.#d.clock.nowMs(), by, remoteIds(loaded.hearing)));
    await this.#d.hall.show(true, 'test_session');
    return ok(undefined);
  }

  /** What was measured is kept first: while that cannot be, the session goes on. */
  async endTest(hearingId: string, commandId: string, by: Actor): Promise<Result<void>> {
    const room = this.#room;
    if (!room?.test || !this.isTesting(hearingId) || room.test.isKept) return err(appError('conference.not_open'));
    room.test.isKept = true;
    const kept = await keepTest(this.#d.hearings, room, commandId, by);
    room.test.isKept = kept.ok;
    if (!kept.ok) return kept;
    if (room === this.#room) this.#leaveTest(room);
    await this.#d.hall.show(false, 'test_session');
    return kept;
  }

  /** New links go through the court's distributor. */
  isThroughSfu = (): boolean => this.#room?.isThroughSfu ?? false;

  isTesting = (hearingId: string): boolean => this.#room?.hearingId === hearingId && this.#room.test !== null;

  /** In a test session nothing of it becomes part of the hearing. */
  stand(participantId: string, change: Partial<Pick<RemotePerson, 'admitted' | 'muted'>>): Result<void> {
    if (change.admitted === true && this.#room?.person(participantId).hereSinceMs === null) return err(appError('conference.not_here', { field: 'participantId' }));
    return this.#change(participantId, change);
  }

  answerProblem(participantId: string): Result<void> {
    return this.#change(participantId, { problem: null });
  }

  renew(participantId: string): Result<void> {
    if (!this.#room || !this.#page) return err(appError('conference.not_open'));
    this.#page({ type: 'renew', participantId });
    return ok(undefined);
  }

  /** From the window with the links. Who was let in and is cut off, the hearing knows from here. */
  async linkStands(participantId: string, link: RemotePerson['link'], sinceAgoMs: number): Promise<Result<void>> {
    const sinceMs = this.#d.clock.nowMs() - sinceAgoMs;
    const changed = this.#change(participantId, { link, linkSinceMs: sinceMs, ...(link === 'connected' ? {} : { quality: null }) });
    if (!changed.ok) return changed;
    if (link !== 'connected') this.#book.forget(participantId);
    await this.#note(link === 'connected' ? { type: 'restoreLink', participantId } : { type: 'cutLink', participantId, fromMs: Math.round(sinceMs) });
    return changed;
  }

  /** From the window with the links, once a second. */
  async measured(links: readonly { participantId: string; figures: LinkFigures }[]): Promise<Result<void>> {
    const room = this.#room;
    if (!room) return err(appError('conference.not_open'));
    for (const { participantId, figures } of links) {
      const measured = room.person(participantId).link === 'connected' ? await this.#book.take(room.hearingId, room.person(participantId), figures) : null;
      if (measured === null || room !== this.#room) continue;
      room.change(participantId, { quality: measured.quality });
      for (const fact of measured.facts) await this.#note(fact);
    }
    this.#changed();
    return ok(undefined);
  }

  /** From the window with the links: what arrived of somebody's picture, for the record. */
  takePictures: PictureDesk['take'] = (...picture) => this.#pictures.take(...picture);

  /** The console ends; the room at the court server stays, for the next one. */
  endLine(): void {
    this.#line?.close();
    for (const receiving of this.#receiving.values()) receiving.close();
    this.#absences.end();
  }

  #happened({ hearingId, event }: EventRecord): void {
    if (takesHall(event)) this.#endTestFor(event);
    if (takesHall(event) || event.type === 'scheduleChanged') void this.#begin(hearingId).catch(this.#failed);
    if (this.#room?.hearingId !== hearingId) return;
    if (event.type === 'hearingClosed' || event.type === 'hearingPostponed' || event.type === 'hearingCancelled') this.#end(this.#room);
    if (event.type === 'remoteMuted') this.#change(event.participantId, { muted: event.muted });
    if (event.type === 'remoteAdmitted' || event.type === 'remoteSentOut') this.#change(event.participantId, { admitted: event.type === 'remoteAdmitted' });
    if (event.type === 'scheduleChanged') void this.#countAgain(this.#room).catch(this.#failed);
    if (event.type === 'remoteSentOut') this.#interprets(event.participantId, []);
    if (event.type === 'interpretingChanged') this.#interprets(event.participantId, event.forIds);
    if (event.type === 'confidentialTalkBegan' || event.type === 'confidentialTalkEnded') this.#talk(event.participantIds, event.type === 'confidentialTalkBegan');
    if (event.type === 'sectionStarted') this.#sectionIs(event);
    if (event.type === 'sectionStarted' || event.type === 'stepRecorded') void this.#followStop(hearingId).catch(this.#failed);
    if (event.type === 'invitationEnded') this.#bar(event.participantId);
    if (event.type === 'invitationKept') this.#room.barred.delete(event.participantId);
  }

  /** The hearing waits for nothing of it. */
  #endTestFor({ type }: HearingEvent): void {
    const room = this.#room;
    if (!room?.test) return;
    this.#leaveTest(room);
    if (!room.test.isKept) void keepTest(this.#d.hearings, room, randomUUID(), systemActor).then((kept) => { if (!kept.ok) this.#d.log.error('conference', `the test session before ${type} was not kept`, kept.error); }).catch(this.#failed);
  }

  /** Their credentials stay: they come again to the hearing. */
  #leaveTest(room: Room): void {
    for (const participantId of room.here()) this.say(participantId, { type: 'testOver' });
    this.#page?.({ type: 'over' });
    this.#line?.toSfu({ ask: 'stop' });
    this.#absences.end();
    this.#line?.close();
    [this.#room, this.#line] = [null, null];
    this.#changed();
  }

  /** The links end at once, and the next room may open; what is still on its way of this one's sound is taken beside it. */
  #end(room: Room): void {
    if (room.test) {
      this.#leaveTest(room);
      return void this.#d.hall.show(false, 'test_session').catch(this.#failed);
    }
    this.#page?.({ type: 'over' });
    this.#line?.toSfu({ ask: 'stop' });
    this.#absences.end();
    const [line, sound] = [this.#line, this.#sound];
    [this.#room, this.#line, this.#sound] = [null, null, null];
    if (line && sound) void this.#receive(room.hearingId, new Receiving(room, line, sound, () => this.#d.clock.nowMs())).catch(this.#failed);
    void this.#beginNext().catch(this.#failed);
    return undefined;
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
    const room = this.#roomOf(loaded.hearing);
    const line = new HallLine(this.#d, () => this.#changed());
    const sound = this.#soundOf(room, line);
    for (const { participantId } of owing) await sound.owes(participantId);
    const receiving = new Receiving(room, line, sound, () => this.#d.clock.nowMs());
    void this.#receive(hearingId, receiving).catch(this.#failed);
    await line.open(hearingId, (message) => this.#heard(room, message));
  }

  async #beginNext(): Promise<void> {
    for (const { hearingId } of await this.#d.events.heads({ phases: connecting })) await this.#begin(hearingId);
  }

  async #begin(hearingId: string): Promise<void> {
    if (this.#room) return; // one hall, one hearing at a time; the next one's room opens when this one is over
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded || !connecting.includes(loaded.hearing.phase.name) || !hasRemote(loaded.hearing) || this.#room) return;
    await this.#open(loaded.hearing, null);
  }

  async #open(hearing: Hearing, test: TestNotes | null): Promise<void> {
    const { hearingId } = hearing;
    const room = this.#roomOf(hearing, test);
    const line = new HallLine(this.#d, () => this.#changed());
    const sound = test ? null : this.#soundOf(room, line);
    [this.#room, this.#line, this.#sound] = [room, line, sound];
    if (sound) this.#pictures.begin(room, sound);
    void this.#book.begin().catch(this.#failed);
    await line.open(hearingId, (message) => this.#heard(room, message));
    if (this.#room !== room) return; // over before it was open
    room.forPage().forEach((item) => this.#page?.(item));
    this.#changed();
  }

  #roomOf = (hearing: Hearing, test: TestNotes | null = null): Room => roomOf(hearing, { nowMs: () => this.#d.clock.nowMs(), test, isStopped: this.#isEnded(hearing) });

  /** Somebody may have been added for whom the links are too many now. */
  async #countAgain(room: Room): Promise<void> {
    const loaded = await this.#d.hearings.load(room.hearingId);
    const before = room.isThroughSfu;
    room.invited = loaded ? remoteIds(loaded.hearing).length : room.invited;
    if (room === this.#room && room.isThroughSfu !== before) room.forPage().forEach((item) => this.#page?.(item));
    this.#changed();
  }

  #soundOf = (room: Room, line: HallLine): RemoteSound => soundOf(this.#d, room, line, () => this.#changed());

  #heard(room: Room, message: RoomMessage): void {
    if (room !== this.#room) this.#receiving.get(room.hearingId)?.heard(message);
    else if (message.type === 'welcome') this.#welcomed(room, message);
    else if (message.type === 'here') this.#arrived(room, message.who.participantId);
    else if (message.type === 'away') this.#went(room, message.participantId);
    else if (message.type === 'sfu') this.#page?.({ type: 'sfu', data: message.data });
    else if (!room.barred.has(message.from)) this.#said(room, message.from, message.data);
    this.#changed();
  }

  /** Also after a cut of this line: who is not named here is not there. */
  #welcomed(room: Room, { here, iceServers, hasSfu }: Extract<RoomMessage, { type: 'welcome' }>): void {
    Object.assign(room, { iceServers, hasSfu });
    const there = new Set(here.map(({ participantId }) => participantId));
    for (const id of room.here()) if (!there.has(id)) this.#went(room, id);
    if (!room.isStopped) this.#page?.(room.forLinks([]));
    for (const id of there) this.#arrived(room, id);
  }

  #arrived(room: Room, participantId: string): void {
    if (room.barred.has(participantId)) return;
    this.#absences.stays(participantId);
    room.change(participantId, { hereSinceMs: room.person(participantId).hereSinceMs ?? this.#d.clock.nowMs() });
    this.#page?.({ type: 'here', participantId });
    this.#tellStanding(room, participantId);
    void this.#note({ type: 'arrive', participantId }).catch(this.#failed);
  }

  #went(room: Room, participantId: string): void {
    room.change(participantId, { hereSinceMs: null });
    this.#page?.({ type: 'away', participantId });
    this.#absences.went(participantId, () => void this.#note({ type: 'leave', participantId }).catch(this.#failed));
  }

  /** Their page may still be on the line, of a court server that does not know it yet. */
  #bar(participantId: string): void {
    this.#room?.barred.add(participantId);
    this.#page?.({ type: 'ended', participantId });
    this.#line?.toSfu({ ask: 'show', participantId, isShown: false });
  }

  #said(room: Room, participantId: string, data: Said): void {
    const said = lineFromParticipantSchema.safeParse(data);
    if (!said.success) return this.#d.log.warn('conference', 'a participant\'s page said something that is not understood', { participantId });
    if (said.data.type === 'report') return room.change(participantId, { report: said.data.report });
    if (isOfSound(said.data)) return this.#sound?.heard(participantId, said.data);
    if (said.data.type === 'problem') return room.change(participantId, { problem: { text: said.data.text, atMs: this.#d.clock.nowMs() } });
    return this.#page?.({ type: 'said', participantId, data });
  }

  #change(participantId: string, change: Partial<RemotePerson>): Result<void> {
    const room = this.#room;
    if (!room) return err(appError('conference.not_open'));
    room.change(participantId, change);
    if (Object.keys(change).some((key) => ofStanding.includes(key))) this.#tellStanding(room, participantId);
    this.#changed();
    return ok(undefined);
  }

  #isEnded = (hearing: Hearing): boolean => isLinkEnded(hearing, this.#d.demandsOf(hearing));

  /** First the pictures and the sound, then the words: nobody outside hears another second of a closed hearing (K7-6). */
  async #followStop(hearingId: string): Promise<void> {
    const room = this.#room;
    const loaded = await this.#d.hearings.load(hearingId);
    if (!room || room !== this.#room || !loaded || room.isStopped === this.#isEnded(loaded.hearing)) return;
    room.isStopped = !room.isStopped;
    if (room.isStopped) this.#line?.toSfu({ ask: 'stop' });
    room.forPage().forEach((item) => this.#page?.(item));
    for (const { participantId, admitted } of room.people()) {
      if (room.isStopped) await this.#note({ type: 'endTalk', participantId, why: 'stopped' });
      if (room.isStopped && admitted) await this.#note({ type: 'sendOut', participantId });
      this.#tellStanding(room, participantId);
    }
    this.#changed();
  }

  /** Who is elsewhere is told whether they are being recorded, like everybody in the hall, and whether the court sits closed. */
  #sectionIs({ recorded, kind }: Extract<HearingEvent, { type: 'sectionStarted' }>): void {
    const room = this.#room;
    if (!room) return;
    room.isRecorded = recorded;
    room.isClosed = kind === 'closed_section';
    for (const { participantId } of room.people()) this.#tellStanding(room, participantId);
  }

  /** The participant's page and the window with the links alike. */
  #tellStanding(room: Room, participantId: string): void {
    const person = room.person(participantId);
    const { admitted, muted, talksWith } = person;
    const isInHearing = admitted && talksWith.length === 0 && !room.isStopped;
    this.#page?.(standingOf(person));
    this.#line?.toSfu({ ask: 'show', participantId, isShown: isInHearing && !room.barred.has(participantId) });
    this.say(participantId, { type: 'admission', admitted, muted, isRecorded: room.isRecorded, isStopped: room.isStopped, isClosed: room.isClosed, isOver: false, isTest: room.test !== null, pictureLimit: room.pictureLimit, ...room.channelsOf(person) });
    void this.#sound?.stands(participantId, isInHearing && room.isRecorded).catch(this.#failed);
    void this.#pictures.stands(room.hearingId, participantId, isInHearing && room.isRecorded).catch(this.#failed);
  }

  #talk(ids: readonly string[], isOn: boolean): void {
    for (const id of ids) this.#change(id, { talksWith: isOn ? ids.filter((other) => other !== id) : [] });
  }

  /** Those who are interpreted for, and who were, are told by whom. */
  #interprets(participantId: string, forIds: string[]): void {
    const before = this.#room?.person(participantId).interpretsFor ?? [];
    if (before.length + forIds.length === 0) return;
    this.#change(participantId, { interpretsFor: forIds });
    for (const id of new Set([...before, ...forIds])) if (this.#room) this.#tellStanding(this.#room, id);
  }

  /** Something of this hearing that is over is still on its way from those elsewhere, and is waited for. */
  isReceiving = (hearingId: string): boolean => this.#receiving.has(hearingId) || this.#room?.hearingId === hearingId;

  async #note(command: Extract<HearingCommand, { participantId: string | null }>): Promise<void> {
    if (!this.#room || this.#room.test) return; // a test session is no part of the hearing
    const { hearingId } = this.#room;
    const noted = await this.#d.hearings.execute(hearingId, randomUUID(), command, systemActor);
    if (!noted.ok) this.#d.log.warn('conference', noted.error.code, noted.error);
  }

  #failed = (e: unknown): void => this.#d.log.error('conference', String(e));

  #changed(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }
}
