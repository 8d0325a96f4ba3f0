import { randomUUID } from 'node:crypto';
import { lineFromParticipantSchema } from '#shared/conference/talk.ts';
import type { LinkFigures } from '#shared/conference/quality/figures.ts';
import type { Said } from '#shared/conference/messages.ts';
import type { SfuAsk } from '#shared/conference/sfu.ts';
import type { ConferenceRoom, RemotePerson, ToLinksPage } from '#shared/contract/conference.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { HearingEvent } from '#shared/domain/hearing/events.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { isLinkEnded } from '#shared/domain/procedure/demands.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { RoomMessage } from '../ports/index.ts';
import { Absences } from './absences.ts';
import type { ConferenceDeps } from './conferenceDeps.ts';
import { HallLine } from './hallLine.ts';
import type { LinkBook } from './linkBook.ts';
import type { PictureDesk } from './pictureDesk.ts';
import { isOfSound, Receiving } from './receiving.ts';
import { soundOf, type RemoteSound } from './remoteSound.ts';
import { standingOf, type OfWindow, type Room } from './room.ts';

/** What of a person the participant's page and the window with the links are told at once. */
const ofStanding: readonly string[] = ['admitted', 'muted', 'talksWith', 'interpretsFor'] satisfies (keyof RemotePerson)[];

/** What a room has around it, from the desk that opened it. */
export interface Around {
  /** To the window with the links; nobody hears it while there is none. */
  toPage: (item: ToLinksPage) => void;
  onChange: () => void;
  onFailure: (e: unknown) => void;
  book: LinkBook;
  pictures: PictureDesk;
}

/** An open room: what comes from the court server, from the window with the links and from the hearing itself, and who is told of it. */
export class OpenRoom {
  readonly room: Room;
  readonly #d: ConferenceDeps;
  readonly #around: Around;
  readonly #line: HallLine;
  /** Null in a test session, of which nothing is kept. */
  readonly #sound: RemoteSound | null;
  readonly #absences = new Absences();
  #isOver = false;
  #after: Receiving | null = null;

  constructor(deps: ConferenceDeps, around: Around, room: Room) {
    [this.#d, this.#around, this.room] = [deps, around, room];
    this.#line = new HallLine(deps, around.onChange);
    this.#sound = room.test ? null : soundOf(deps, room, this.#line, around.onChange);
  }

  async open(): Promise<void> {
    if (this.#sound) this.#around.pictures.begin(this.room, this.#sound);
    await this.#line.open(this.room.hearingId, (message) => this.#heard(message));
    if (this.#isOver) return; // before it was open
    this.#tellPage();
    this.#around.onChange();
  }

  /** The links end at once. What is still on its way of the sound comes to what is returned; after a test session nothing does. */
  end(): Receiving | null {
    this.#isOver = true;
    if (this.room.test) for (const participantId of this.room.here()) this.say(participantId, { type: 'testOver' }); // their credentials stay: they come again to the hearing
    this.#around.toPage({ type: 'over' });
    this.#line.toSfu({ ask: 'stop' });
    if (this.#sound) this.#after = new Receiving(this.room, this.#line, this.#sound, () => this.#d.clock.nowMs());
    else this.#line.close();
    this.#absences.end();
    return this.#after;
  }

  /** The console ends; the room at the court server stays, for the next one. */
  close(): void {
    this.#line.close();
    this.#absences.end();
  }

  state(): Omit<ConferenceRoom, OfWindow> {
    const { hearingId, test, isStopped, isTooMany } = this.room;
    return { hearingId, test: test && { sinceMs: test.sinceMs, begunBy: test.begunBy }, ...this.#line.state(), isStopped, isTooMany, people: this.room.people() };
  }

  followServer = (): Promise<void> => this.#line.followServer();
  say = (participantId: string, data: Said): boolean => this.#line.say(participantId, data);
  toSfu = (ask: SfuAsk): boolean => this.#line.toSfu(ask);

  /** In a test session nothing of it becomes part of the hearing. */
  stand(participantId: string, change: Partial<Pick<RemotePerson, 'admitted' | 'muted'>>): Result<void> {
    if (change.admitted === true && this.room.person(participantId).hereSinceMs === null) return err(appError('conference.not_here', { field: 'participantId' }));
    this.#change(participantId, change);
    return ok(undefined);
  }

  answerProblem(participantId: string): Result<void> {
    this.#change(participantId, { problem: null });
    return ok(undefined);
  }

  /** From the window with the links. Who was let in and is cut off, the hearing knows from here. */
  async linkStands(participantId: string, link: RemotePerson['link'], sinceAgoMs: number): Promise<Result<void>> {
    const sinceMs = this.#d.clock.nowMs() - sinceAgoMs;
    this.#change(participantId, { link, linkSinceMs: sinceMs, ...(link === 'connected' ? {} : { quality: null }) });
    if (link !== 'connected') this.#around.book.forget(participantId);
    await this.#note(link === 'connected' ? { type: 'restoreLink', participantId } : { type: 'cutLink', participantId, fromMs: Math.round(sinceMs) });
    return ok(undefined);
  }

  /** With the window go its links: who was let in is cut off until another window has connected them again. */
  async linksGone(): Promise<void> {
    for (const { participantId, link } of this.room.people()) if (link !== 'away') await this.linkStands(participantId, 'away', 0);
  }

  /** From the window with the links, once a second. */
  async measured(links: readonly { participantId: string; figures: LinkFigures }[]): Promise<Result<void>> {
    const { room } = this;
    for (const { participantId, figures } of links) {
      const measured = room.person(participantId).link === 'connected' ? await this.#around.book.take(room.hearingId, room.person(participantId), figures) : null;
      if (measured === null || this.#isOver) continue;
      room.change(participantId, { quality: measured.quality });
      for (const fact of measured.facts) await this.#note(fact);
    }
    this.#around.onChange();
    return ok(undefined);
  }

  /** Something of its hearing, other than its end. */
  happened(event: HearingEvent): void {
    if (event.type === 'remoteMuted') this.#change(event.participantId, { muted: event.muted });
    if (event.type === 'remoteAdmitted' || event.type === 'remoteSentOut') this.#change(event.participantId, { admitted: event.type === 'remoteAdmitted' });
    if (event.type === 'scheduleChanged') void this.#countAgain().catch(this.#around.onFailure);
    if (event.type === 'remoteSentOut') this.#interprets(event.participantId, []);
    if (event.type === 'interpretingChanged') this.#interprets(event.participantId, event.forIds);
    if (event.type === 'confidentialTalkBegan' || event.type === 'confidentialTalkEnded') this.#talk(event.participantIds, event.type === 'confidentialTalkBegan');
    if (event.type === 'sectionStarted') this.#sectionIs(event);
    if (event.type === 'sectionStarted' || event.type === 'stepRecorded') void this.#followStop().catch(this.#around.onFailure);
    if (event.type === 'invitationEnded') this.#bar(event.participantId);
    if (event.type === 'invitationKept') this.room.barred.delete(event.participantId);
  }

  #heard(message: RoomMessage): void {
    if (this.#isOver) this.#after?.heard(message);
    else if (message.type === 'welcome') this.#welcomed(message);
    else if (message.type === 'here') this.#arrived(message.who.participantId);
    else if (message.type === 'away') this.#went(message.participantId);
    else if (message.type === 'sfu') this.#around.toPage({ type: 'sfu', data: message.data });
    else if (!this.room.barred.has(message.from)) this.#said(message.from, message.data);
    this.#around.onChange();
  }

  /** Also after a cut of this line: who is not named here is not there. */
  #welcomed({ here, iceServers, hasSfu }: Extract<RoomMessage, { type: 'welcome' }>): void {
    const { room } = this;
    Object.assign(room, { iceServers, hasSfu });
    const there = new Set(here.map(({ participantId }) => participantId));
    for (const id of room.here()) if (!there.has(id)) this.#went(id);
    if (!room.isStopped) this.#around.toPage(room.forLinks([]));
    for (const id of there) this.#arrived(id);
  }

  #arrived(participantId: string): void {
    const { room } = this;
    if (room.barred.has(participantId)) return;
    this.#absences.stays(participantId);
    room.change(participantId, { hereSinceMs: room.person(participantId).hereSinceMs ?? this.#d.clock.nowMs() });
    this.#around.toPage({ type: 'here', participantId });
    this.#tellStanding(participantId);
    void this.#note({ type: 'arrive', participantId }).catch(this.#around.onFailure);
  }

  #went(participantId: string): void {
    this.room.change(participantId, { hereSinceMs: null });
    this.#around.toPage({ type: 'away', participantId });
    this.#absences.went(participantId, () => void this.#note({ type: 'leave', participantId }).catch(this.#around.onFailure));
  }

  #said(participantId: string, data: Said): void {
    const said = lineFromParticipantSchema.safeParse(data);
    if (!said.success) return this.#d.log.warn('conference', 'a participant\'s page said something that is not understood', { participantId });
    if (said.data.type === 'report') return this.room.change(participantId, { report: said.data.report });
    if (isOfSound(said.data)) return this.#sound?.heard(participantId, said.data);
    if (said.data.type === 'problem') return this.room.change(participantId, { problem: { text: said.data.text, atMs: this.#d.clock.nowMs() } });
    return this.#around.toPage({ type: 'said', participantId, data });
  }

  /** Their page may still be on the line, of a court server that does not know it yet. */
  #bar(participantId: string): void {
    this.room.barred.add(participantId);
    this.#around.toPage({ type: 'ended', participantId });
    this.#line.toSfu({ ask: 'show', participantId, isShown: false });
  }

  /** Somebody may have been added, for whom the links are too many now. */
  async #countAgain(): Promise<void> {
    const { room } = this;
    const loaded = await this.#d.hearings.load(room.hearingId);
    const before = room.isThroughSfu;
    if (loaded) room.follows(loaded.hearing);
    if (!this.#isOver && room.isThroughSfu !== before) this.#tellPage();
    this.#around.onChange();
  }

  /** First the pictures and the sound, then the words: nobody outside hears another second of a closed hearing (K7-6). */
  async #followStop(): Promise<void> {
    const { room } = this;
    const loaded = await this.#d.hearings.load(room.hearingId);
    if (this.#isOver || !loaded || room.isStopped === isEnded(loaded.hearing, this.#d)) return;
    room.isStopped = !room.isStopped;
    if (room.isStopped) this.#line.toSfu({ ask: 'stop' });
    this.#tellPage();
    for (const { participantId, admitted } of room.people()) {
      if (room.isStopped) await this.#note({ type: 'endTalk', participantId, why: 'stopped' });
      if (room.isStopped && admitted) await this.#note({ type: 'sendOut', participantId });
      this.#tellStanding(participantId);
    }
    this.#around.onChange();
  }

  /** Who is elsewhere is told whether they are being recorded, like everybody in the hall, and whether the court sits closed. */
  #sectionIs({ recorded, kind }: Extract<HearingEvent, { type: 'sectionStarted' }>): void {
    Object.assign(this.room, { isRecorded: recorded, isClosed: kind === 'closed_section' });
    for (const { participantId } of this.room.people()) this.#tellStanding(participantId);
  }

  #talk(ids: readonly string[], isOn: boolean): void {
    for (const id of ids) this.#change(id, { talksWith: isOn ? ids.filter((other) => other !== id) : [] });
  }

  /** Those who are interpreted for, and who were, are told by whom. */
  #interprets(participantId: string, forIds: string[]): void {
    const before = this.room.person(participantId).interpretsFor;
    if (before.length + forIds.length === 0) return;
    this.#change(participantId, { interpretsFor: forIds });
    for (const id of new Set([...before, ...forIds])) this.#tellStanding(id);
  }

  #change(participantId: string, change: Partial<RemotePerson>): void {
    this.room.change(participantId, change);
    if (Object.keys(change).some((key) => ofStanding.includes(key))) this.#tellStanding(participantId);
    this.#around.onChange();
  }

  #tellPage(): void {
    this.room.forPage().forEach(this.#around.toPage);
  }

  /** The participant's page and the window with the links alike. */
  #tellStanding(participantId: string): void {
    const { room } = this;
    const person = room.person(participantId);
    const { admitted, muted, talksWith } = person;
    const isInHearing = admitted && talksWith.length === 0 && !room.isStopped;
    this.#around.toPage(standingOf(person));
    this.#line.toSfu({ ask: 'show', participantId, isShown: isInHearing && !room.barred.has(participantId) });
    this.say(participantId, { type: 'admission', admitted, muted, isRecorded: room.isRecorded, isStopped: room.isStopped, isClosed: room.isClosed, isOver: false, isTest: room.test !== null, isForTalk: room.onlyTalk.has(participantId), pictureLimit: room.pictureLimit, ...room.channelsOf(person) });
    void this.#sound?.stands(participantId, isInHearing && room.isRecorded).catch(this.#around.onFailure);
    void this.#around.pictures.stands(room.hearingId, participantId, isInHearing && room.isRecorded).catch(this.#around.onFailure);
  }

  async #note(command: Extract<HearingCommand, { participantId: string | null }>): Promise<void> {
    if (this.#isOver || this.room.test) return; // a test session is no part of the hearing
    const noted = await this.#d.hearings.execute(this.room.hearingId, randomUUID(), command, systemActor);
    if (!noted.ok) this.#d.log.warn('conference', noted.error.code, noted.error);
  }
}

/** What this hearing has come to ends every link to those elsewhere. */
export const isEnded = (hearing: Hearing, { demandsOf }: Pick<ConferenceDeps, 'demandsOf'>): boolean => isLinkEnded(hearing, demandsOf(hearing));
