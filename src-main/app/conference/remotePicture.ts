import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { nextFrameWithinMs, sizeOfWhole } from '#shared/conference/pictures.ts';
import type { PictureBatch, RemotePerson } from '#shared/contract/conference.ts';
import { systemActor } from '#shared/domain/actor.ts';
import { messageOf } from '#shared/domain/errors.ts';
import { remotePictureId } from '#shared/domain/hall.ts';
import type { Hearing } from '#shared/domain/hearing/state.ts';
import { mayBeKept, soundSpans } from '#shared/domain/remote/recorded.ts';
import type { PlacedFrame, SegmentRow } from '../ports/index.ts';
import { runAt, runName } from '../recording/wish.ts';
import { PictureStream, type PlacedPicture } from './pictureStream.ts';
import type { RemoteSoundDeps } from './remoteSound.ts';

export interface RemotePictureDeps extends Omit<RemoteSoundDeps, 'segments'> {
  /** Do the orders in force want more than the sound (K7-2(3), K336-15)? */
  isPictureRecorded: (schedule: Hearing['schedule']) => boolean;
}

interface Room {
  /** Rows of the tracks as this console found them; nothing is written before. */
  opened: Promise<readonly SegmentRow[]>;
  /** How long what they send is on its way. */
  wayMsOf: (participantId: string) => number;
  /** What is asked of the window with the links, and who hears of it. */
  onChange: (participantId: string, picture: NonNullable<RemotePerson['picture']>) => void;
}

interface Person {
  isAsked: boolean;
  stream: PictureStream | null;
  /** Connections before this one: what comes of them still is of no use. */
  past: string[];
  /** Of the last picture that was taken, UTC, and its run. */
  last: { atMs: number; runId: string } | null;
  needsWhole: boolean;
  waitingChars: number;
  writtenAtMs: number;
  turn: Promise<void>;
}

/** One cluster, one waiting for the disk. */
const writtenEveryMs = 1000;
const toldEveryMs = 2000;
/** What the window has taken up comes within this time. */
const lastComesWithinMs = 600;
const mostWaitingChars = 4_000_000;
const pastKept = 8;
/** Clocks are not that far apart. */
const aheadMs = 2000;

/**
 * The pictures of those elsewhere as they arrive at the hall, taken into the record of one hearing without encoding them anew. What was
 * shown outside of what is recorded is never taken, whatever the window with the links sends.
 */
export class RemotePicture {
  readonly #d: RemotePictureDeps;
  readonly #hearingId: string;
  readonly #room: Room;
  readonly #people = new Map<string, Person>();
  readonly #asked = new Map<string, boolean>();

  constructor(deps: RemotePictureDeps, hearingId: string, room: Room) {
    this.#d = deps;
    this.#hearingId = hearingId;
    this.#room = room;
  }

  async stands(participantId: string, isRecorded: boolean): Promise<void> {
    this.#asked.set(participantId, isRecorded);
    const hearing = await this.#hearing();
    if (!hearing || !mayBeKept(hearing, participantId) || !this.#d.isPictureRecorded(hearing.schedule)) return;
    const person = await this.#person(participantId, hearing);
    person.isAsked = this.#asked.get(participantId) ?? isRecorded; // of two that wait here, the one that goes on last says the same
    this.#changed(participantId, person);
  }

  /** Resolves when there is room for more. What is nobody's picture of this hearing is not taken. */
  async take(participantId: string, batch: PictureBatch): Promise<void> {
    const person = this.#people.get(participantId);
    const chars = batch.frames.reduce((sum, { vp8 }) => sum + vp8.length, 0);
    if (!person || person.waitingChars + chars > mostWaitingChars) return;
    const nowMs = this.#d.clock.nowMs();
    person.waitingChars += chars;
    person.turn = person.turn.then(() => this.#take(participantId, person, batch, nowMs))
      .catch((e: unknown) => this.#d.log.error('remote_picture', messageOf(e), { participantId }))
      .finally(() => { person.waitingChars -= chars; });
    await person.turn;
  }

  /** The hearing is closed: what the window has taken up before is waited for. */
  async finish(): Promise<void> {
    if ([...this.#people.values()].some(({ stream }) => stream)) await pause(lastComesWithinMs, undefined, { ref: false });
    for (const [id, person] of this.#people) {
      person.turn = person.turn.then(() => this.#write(id, person, Infinity)).catch((e: unknown) => this.#d.log.error('remote_picture', messageOf(e), { participantId: id }));
      await person.turn;
    }
  }

  async #person(participantId: string, { zeroUtcMs }: Hearing): Promise<Person> {
    const rows = await this.#room.opened;
    const known = this.#people.get(participantId);
    if (known) return known;
    const untilMs = rows.filter(({ captureId }) => captureId === remotePictureId(participantId)).map(({ endMs }) => endMs + (zeroUtcMs ?? 0));
    const last = untilMs.length > 0 ? { atMs: Math.max(...untilMs), runId: '' } : null;
    const person: Person = { isAsked: false, stream: null, past: [], last, needsWhole: true, waitingChars: 0, writtenAtMs: 0, turn: Promise.resolve() };
    this.#people.set(participantId, person);
    return person;
  }

  async #take(participantId: string, person: Person, { streamId, frames }: PictureBatch, nowMs: number): Promise<void> {
    if (person.past.includes(streamId)) return;
    if (person.stream?.streamId !== streamId) await this.#begin(participantId, person, streamId);
    person.stream?.take(frames, nowMs);
    if (Math.abs(nowMs - person.writtenAtMs) < writtenEveryMs) return;
    person.writtenAtMs = nowMs;
    await this.#write(participantId, person, nowMs);
  }

  async #begin(participantId: string, person: Person, streamId: string): Promise<void> {
    await this.#write(participantId, person, Infinity);
    if (person.stream) person.past = [...person.past, person.stream.streamId].slice(-pastKept);
    person.stream = new PictureStream(streamId);
    person.needsWhole = true;
  }

  async #write(participantId: string, person: Person, nowMs: number): Promise<void> {
    const due = person.stream?.due(nowMs, this.#room.wayMsOf(participantId)) ?? [];
    const hearing = await this.#hearing();
    if (!hearing || hearing.zeroUtcMs === null || due.length === 0) return;
    const wasUntilMs = person.last?.atMs ?? 0;
    for (const [runId, frames] of Map.groupBy(this.#chosen(hearing, participantId, person, due), (frame) => frame.runId)) await this.#append(participantId, person, runId, frames, hearing.zeroUtcMs);
    if (Math.floor(wasUntilMs / toldEveryMs) < Math.floor((person.last?.atMs ?? 0) / toldEveryMs)) this.#changed(participantId, person);
  }

  /** What is recorded, whole from its beginning: after a cut it begins with a picture that needs none before it. */
  #chosen(hearing: Hearing, participantId: string, person: Person, due: readonly PlacedPicture[]): (PlacedPicture & { runId: string; size: PlacedFrame['size'] })[] {
    const spans = soundSpans(hearing, participantId, this.#d.clock.nowMs() + aheadMs);
    return due.flatMap(({ atMs, vp8 }) => {
      const isRecorded = spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
      const [runId, size] = [runName(runAt(hearing, atMs)), sizeOfWhole(vp8)];
      const { last } = person;
      if (!isRecorded || runId !== last?.runId || atMs - last.atMs >= nextFrameWithinMs) person.needsWhole = true;
      if (!isRecorded || vp8.length === 0 || atMs <= (last?.atMs ?? 0) || (person.needsWhole && !size)) return [];
      person.needsWhole = false;
      person.last = { atMs, runId };
      return [{ atMs, vp8, runId, size }];
    });
  }

  async #append(participantId: string, person: Person, runId: string, frames: readonly (PlacedPicture & { size: PlacedFrame['size'] })[], zeroUtcMs: number): Promise<void> {
    const track = { hearingId: this.#hearingId, runId, captureId: remotePictureId(participantId) };
    const { kept, failure } = await this.#d.tracks.appendFrames(track, frames.map(({ atMs, vp8, size }) => ({ positionMs: atMs - zeroUtcMs, vp8, size })));
    const first = frames[0];
    if (kept > 0 && first) await this.#begun(participantId, Math.round(first.atMs));
    if (failure === null) return;
    person.needsWhole = true;
    this.#d.log.warn('remote_picture', `not kept: ${failure}`, { participantId });
  }

  async #begun(participantId: string, atMs: number): Promise<void> {
    const noted = await this.#d.hearings.execute(this.#hearingId, randomUUID(), { type: 'beginPicture', participantId, atMs }, systemActor);
    if (!noted.ok) this.#d.log.warn('remote_picture', noted.error.code, noted.error);
  }

  #hearing = async (): Promise<Hearing | null> => (await this.#d.hearings.load(this.#hearingId))?.hearing ?? null;

  #changed(participantId: string, { isAsked, last }: Person): void {
    this.#room.onChange(participantId, { isAsked, untilMs: last?.atMs ?? null });
  }
}
