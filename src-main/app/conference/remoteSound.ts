import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SoundBatch, SoundFromHall, SoundFromPage } from '#shared/conference/sound.ts';
import { fromBase64, importKey, openPacket, type SoundPacket } from '#shared/conference/soundPackets.ts';
import type { RemotePerson } from '#shared/contract/conference.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { remoteCaptureId } from '#shared/domain/hall.ts';
import type { HearingCommand } from '#shared/domain/hearing/commands.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { mayBeKept, soundSpans } from '#shared/domain/remote/recorded.ts';
import type { Span } from '#shared/domain/timeline.ts';
import type { Hearings } from '../hearings.ts';
import type { Clock, Log, RemoteTracks, SegmentRow, SegmentStore } from '../ports/index.ts';
import { runAt, runName } from '../recording/wish.ts';
import type { HallLine } from './hallLine.ts';
import type { Room } from './room.ts';
import { HeardSound, LateSound } from './heardSound.ts';

export interface RemoteSoundDeps {
  tracks: RemoteTracks;
  hearings: Pick<Hearings, 'load' | 'execute'>;
  segments: Pick<SegmentStore, 'of'>;
  clock: Pick<Clock, 'nowMs'>;
  log: Log;
}

/** How it reaches the people of its room, and who hears of them. */
interface People {
  say: (participantId: string, message: SoundFromHall) => boolean;
  isHere: (participantId: string) => boolean;
  onChange: (participantId: string, sound: RemotePerson['sound']) => void;
}

interface Person {
  key: Promise<CryptoKey>;
  heard: HeardSound;
  late: LateSound;
  isAsked: boolean;
  /** Told to keep, and not yet told that everything is here. */
  isOwed: boolean;
  unable: string | null;
  /** A crash of their page loses what has not come. */
  isUnsafe: boolean;
  turn: Promise<void>;
}

/** A page that is not there at the end may come back with what it has kept; longer than this the recording is not left unsealed. */
const awaitedAwayMs = 60_000;
const awaitedMs = 5 * 60_000;
const lookEveryMs = 100;
/** Clocks are not that far apart. */
const aheadMs = 2000;
/** People see that it goes on, and are not told with every packet. */
const toldEveryMs = 2000;

/** Of the people of this room, over this line. */
export const soundOf = (deps: RemoteSoundDeps, room: Room, line: Pick<HallLine, 'say'>, onChange: () => void): RemoteSound => new RemoteSound(deps, room.hearingId, {
  say: (participantId, message) => line.say(participantId, message),
  isHere: (participantId) => room.person(participantId).hereSinceMs !== null,
  onChange: (participantId, sound) => {
    room.change(participantId, { sound });
    onChange();
  },
});

/**
 * The sound that each participant's page keeps, taken into the record of one hearing: what is told to be kept, is handed over,
 * and is acknowledged once it is on disk. What was said outside of what is recorded is never taken.
 */
export class RemoteSound {
  readonly #d: RemoteSoundDeps;
  readonly #hearingId: string;
  readonly #room: People;
  readonly #people = new Map<string, Person>();
  readonly #asked = new Map<string, boolean>();
  readonly #opened: Promise<{ keyOf: (participantId: string) => string; rows: readonly SegmentRow[] }>;

  constructor(deps: RemoteSoundDeps, hearingId: string, room: People) {
    this.#d = deps;
    this.#hearingId = hearingId;
    this.#room = room;
    this.#opened = this.#open();
    this.#opened.catch((e: unknown) => deps.log.error('remote_sound', `nothing of it can be kept: ${messageOf(e)}`));
  }

  /** Rows of what is there from before, of sound and picture alike. */
  rows = async (): Promise<readonly SegmentRow[]> => (await this.#opened).rows;

  /** Their page is there and told whether it is to keep their sound now; also told again to one that has come back. */
  async stands(participantId: string, isRecorded: boolean): Promise<void> {
    this.#asked.set(participantId, isRecorded);
    const hearing = await this.#hearing();
    if (!hearing || !mayBeKept(hearing, participantId)) return;
    const { keyOf } = await this.#opened;
    const person = await this.#person(participantId, hearing);
    const isAsked = this.#asked.get(participantId) ?? isRecorded; // of two that wait here, the one that goes on last says the same
    person.isAsked = isAsked;
    person.isOwed ||= isAsked;
    this.#room.say(participantId, { type: 'keepSound', take: this.#hearingId, key: isAsked ? keyOf(participantId) : null });
    this.#changed(participantId, person);
  }

  /** Nothing more is to be kept; what their page still has it hands over. Not waited for. */
  comesBack(participantId: string): void {
    void this.stands(participantId, false).catch((e: unknown) => this.#d.log.error('remote_sound', messageOf(e), { participantId }));
  }

  /** After a start: their page may have kept what the console before did not get. */
  async owes(participantId: string): Promise<void> {
    const hearing = await this.#hearing();
    if (hearing && mayBeKept(hearing, participantId)) (await this.#person(participantId, hearing)).isOwed = true;
  }

  /** Not waited for; of one person, one after the other. */
  heard(participantId: string, message: SoundFromPage): void {
    if (message.type === 'clock') return void this.#room.say(participantId, { type: 'clock', pageMs: message.pageMs, hallMs: this.#d.clock.nowMs() });
    void this.#hear(participantId, message).catch((e: unknown) => this.#d.log.error('remote_sound', messageOf(e), { participantId }));
    return undefined;
  }

  /** The hearing is closed: what is still on its way is waited for, within bounds, and every file has its row when this resolves. */
  async finish(): Promise<void> {
    const sinceMs = this.#d.clock.nowMs();
    for (const id of this.#people.keys()) await this.stands(id, false);
    while (this.#isAwaited(this.#d.clock.nowMs() - sinceMs)) await pause(lookEveryMs, undefined, { ref: false });
    for (const [id, person] of this.#people) {
      await person.turn;
      await this.#noteLate(id, person.late.end());
    }
  }

  #isAwaited = (forMs: number): boolean => forMs < awaitedMs
    && [...this.#people].some(([id, { isOwed, unable }]) => isOwed && unable === null && (forMs < awaitedAwayMs || this.#room.isHere(id)));

  async #open(): Promise<{ keyOf: (participantId: string) => string; rows: readonly SegmentRow[] }> {
    const rows = await this.#d.segments.of(this.#hearingId);
    const { keyOf, leftOver } = await this.#d.tracks.open(this.#hearingId, new Set(rows.map(({ path }) => path)));
    return { keyOf, rows: [...rows, ...leftOver] };
  }

  async #person(participantId: string, { zeroUtcMs }: Hearing): Promise<Person> {
    const { keyOf, rows } = await this.#opened;
    const known = this.#people.get(participantId);
    if (known) return known;
    const own = rows.filter(({ captureId }) => captureId === remoteCaptureId(participantId));
    const person: Person = {
      key: importKey(keyOf(participantId), 'decrypt'), late: new LateSound(), isAsked: false, isOwed: false, unable: null, isUnsafe: false, turn: Promise.resolve(),
      heard: new HeardSound(own.map(({ startMs, endMs }) => ({ fromMs: startMs + (zeroUtcMs ?? 0), toMs: endMs + (zeroUtcMs ?? 0) }))),
    };
    this.#people.set(participantId, person);
    return person;
  }

  async #hear(participantId: string, message: Exclude<SoundFromPage, { type: 'clock' }>): Promise<void> {
    const hearing = await this.#hearing();
    if (!hearing || !mayBeKept(hearing, participantId)) return;
    const person = await this.#person(participantId, hearing);
    if (message.type === 'soundUnable') person.unable = message.why;
    else if (message.type === 'soundUnsafe') this.#unsafe(participantId, person, message.why);
    else if (message.type === 'soundEnd') person.isOwed &&= person.isAsked;
    else {
      if (message.take !== this.#hearingId) return;
      person.turn = person.turn.then(() => this.#take(participantId, person, message)).catch((e: unknown) => this.#d.log.error('remote_sound', messageOf(e), { participantId }));
      return person.turn;
    }
    return this.#changed(participantId, person);
  }

  /** What does not open is nobody's sound of this hearing: it is not taken, and not asked for again. */
  async #take(participantId: string, person: Person, { take, streamId, firstSeq, sealed }: SoundBatch): Promise<void> {
    const key = await person.key;
    const opened = await Promise.all(sealed.map((text, i) => openPacket(key, { take, streamId, seq: firstSeq + i }, bytesOf(text))));
    const packets = opened.filter((packet) => packet !== null);
    if (packets.length < sealed.length) this.#d.log.warn('remote_sound', 'packets could not be opened', { participantId, packets: sealed.length - packets.length });
    await this.#keep(participantId, person, packets);
    this.#room.say(participantId, { type: 'soundKept', take, streamId, nextSeq: firstSeq + sealed.length });
  }

  async #keep(participantId: string, person: Person, packets: readonly SoundPacket[]): Promise<void> {
    const hearing = await this.#hearing();
    const nowMs = this.#d.clock.nowMs();
    if (!hearing || hearing.zeroUtcMs === null) return;
    const { zeroUtcMs } = hearing;
    const spans = soundSpans(hearing, participantId, nowMs + aheadMs);
    const isTaken = ({ atMs }: SoundPacket): boolean => spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs) && !person.heard.has(atMs);
    const toldMs = person.heard.untilMs() ?? 0;
    for (const [runId, ofRun] of Map.groupBy(packets.filter(isTaken), ({ atMs }) => runName(runAt(hearing, atMs)))) {
      const track = { hearingId: this.#hearingId, runId, captureId: remoteCaptureId(participantId) };
      const { kept, failure } = await this.#d.tracks.append(track, ofRun.map(({ atMs, opus }) => ({ positionMs: atMs - zeroUtcMs, opus })));
      await this.#took(participantId, person, ofRun.slice(0, kept), nowMs);
      if (failure !== null) throw new Error(failure); // not acknowledged: the page hands over again, and what is here is not taken twice
    }
    if (Math.floor(toldMs / toldEveryMs) < Math.floor((person.heard.untilMs() ?? 0) / toldEveryMs)) this.#changed(participantId, person);
  }

  async #took(participantId: string, person: Person, packets: readonly SoundPacket[], nowMs: number): Promise<void> {
    const [first] = packets;
    if (!first) return;
    for (const { atMs } of packets) person.heard.add(atMs);
    await this.#note({ type: 'beginSound', participantId, atMs: Math.round(first.atMs) });
    for (const { atMs } of packets) await this.#noteLate(participantId, person.late.take(atMs, nowMs));
  }

  async #noteLate(participantId: string, span: Span | null): Promise<void> {
    if (span) await this.#note({ type: 'noteLateSound', participantId, fromMs: Math.round(span.fromMs), untilMs: Math.round(span.toMs) });
  }

  async #note(command: HearingCommand): Promise<void> {
    const noted = await this.#d.hearings.execute(this.#hearingId, randomUUID(), command, systemActor);
    if (!noted.ok) this.#d.log.warn('remote_sound', noted.error.code, noted.error);
  }

  #hearing = async (): Promise<Hearing | null> => (await this.#d.hearings.load(this.#hearingId))?.hearing ?? null;

  #unsafe(participantId: string, person: Person, why: string): void {
    person.isUnsafe = true;
    this.#d.log.warn('remote_sound', `kept in the page's memory alone: ${why}`, { participantId });
  }

  #changed(participantId: string, { isAsked, unable, isUnsafe, heard }: Person): void {
    this.#room.onChange(participantId, { isAsked, untilMs: heard.untilMs(), unable, isUnsafe });
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0); // from outside: it opens no better than any other
  }
}
