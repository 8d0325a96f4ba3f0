import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '#shared/domain/actor.ts';
import { messageOf, type AppError } from '#shared/domain/errors.ts';
import { isRemoteCapture } from '#shared/domain/hall.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import type { EvidencePicture, Hearing, Incident, PictureProblem, PictureSubject } from '#shared/domain/hearing/state.ts';
import { positionAt } from '#shared/domain/timeline.ts';
import type { Hearings } from './hearings.ts';
import type { Clock, Documents, EventStore, Folders, Log, MediaReader, NewOutboxFile } from './ports/index.ts';
import type { CaptureWindows } from './ports/shell.ts';
import type { Settings } from './settings.ts';
import { Turns } from './turns.ts';
import { queued } from './writtenDocument.ts';

interface Deps {
  hearings: Pick<Hearings, 'load' | 'execute'>;
  events: Pick<EventStore, 'heads'>;
  reader: Pick<MediaReader, 'lastPicture'>;
  documents: Pick<Documents, 'writePicture'>;
  folders: Folders;
  settings: Pick<Settings, 'tracksFor'>;
  clock: Pick<Clock, 'nowMs'>;
  log: Log;
  /** Something new may be uploaded. */
  onQueued: () => void;
}

/** What a picture shows and when, before it is written; or why there is none. */
type Found = PictureSubject & ({ jpeg: Uint8Array; atMs: number } | { why: PictureProblem });

/** Drawing a window takes a tenth of a second; one that does not answer is part of what is the matter. */
const windowsWithinMs = 5000;

/** Hearings in which somebody may have opened an incident shortly before the console ended: these, and those of yesterday and tomorrow. */
const nearMs = 24 * 3_600_000;
const goingOn = ['scheduled', 'connecting', 'in_session', 'closed_section', 'recess', 'deliberation', 'technical_break', 'closed', 'sealed'] as const;

const noWindows = (why: PictureProblem): Found[] => [{ of: 'window', name: 'console', why }];

/**
 * Evidence by pictures: of every incident, whoever opened it, the last thing that the cameras have recorded – read from the
 * disk, no device and no recorder is asked – and what the console itself was showing. Nobody waits for them: they are an
 * event of their own. What has no picture says why.
 */
export class IncidentPictures {
  readonly #d: Deps;
  readonly #turns = new Turns();
  #captureWindows: CaptureWindows | null = null;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  /** From a shell that has windows of its own. */
  offerWindows(capture: CaptureWindows): void {
    this.#captureWindows = capture;
  }

  /** The windows are looked at at once; the cameras' pictures of that moment lie on the disk. */
  follow = ({ hearingId, event }: EventRecord): void => {
    if (event.type === 'incidentOpened') this.#begin(hearingId, event.incidentId, this.#windows());
  };

  /** Pictures that a console before this one has not come to. */
  async resume(): Promise<void> {
    const { events, hearings, clock } = this.#d;
    const nowMs = clock.nowMs();
    const heads = [...(await events.heads({ phases: goingOn })), ...(await events.heads({ fromMs: nowMs - nearMs, toMs: nowMs + nearMs }))];
    for (const hearingId of new Set(heads.map((head) => head.hearingId))) {
      const loaded = await hearings.load(hearingId);
      for (const { incidentId, pictures } of loaded?.hearing.incidents ?? []) if (!pictures) this.#begin(hearingId, incidentId, Promise.resolve(noWindows('restarted')));
    }
  }

  /** Waits for those that are being taken: sealed before them, the recording would lack them. */
  settle = (hearingId: string): Promise<void> => this.#turns.take(hearingId, () => Promise.resolve());

  #begin(hearingId: string, incidentId: string, windows: Promise<Found[]>): void {
    void this.#turns.take(hearingId, () => this.#take(hearingId, incidentId, windows))
      .catch((e: unknown) => this.#d.log.error('evidence', messageOf(e), { hearingId, incidentId })); // it is tried again at the next start
  }

  async #take(hearingId: string, incidentId: string, windows: Promise<Found[]>): Promise<void> {
    const hearing = (await this.#d.hearings.load(hearingId))?.hearing;
    const incident = hearing?.incidents.find((each) => each.incidentId === incidentId);
    if (!hearing || !incident || incident.pictures) return;
    const found = [...(await this.#cameras(hearing, incident)), ...(await windows)];
    const dir = await this.#d.folders.recordingDir(hearingId);
    const pictures: EvidencePicture[] = [];
    for (const each of found) pictures.push(await this.#write(dir, incidentId, each));
    const files = pictures.flatMap((picture): NewOutboxFile[] => (picture.state === 'taken' ? [queued(hearingId, 'picture', dir, picture.file)] : []));
    const kept = await this.#d.hearings.execute(hearingId, randomUUID(), { type: 'addEvidence', incidentId, pictures }, systemActor, { files });
    if (!kept.ok) this.#d.log.error('evidence', kept.error.code, { hearingId, incidentId, ...kept.error });
    this.#d.onQueued();
  }

  /** Of one camera's incident that one's; of any other those of the whole hall. */
  async #cameras(hearing: Hearing, { deviceId, openedAtMs }: Incident): Promise<Found[]> {
    const cameras = (await this.#d.settings.tracksFor(hearing)).filter(({ kind, captureId }) => kind === 'video' && !isRemoteCapture(captureId)).map(({ trackId }) => trackId);
    const concerned = deviceId !== null && cameras.includes(deviceId) ? [deviceId] : cameras;
    const found: Found[] = [];
    for (const cameraId of concerned) found.push(await this.#camera(hearing, cameraId, openedAtMs)); // one after the other: the recording needs the processor more
    return found;
  }

  async #camera(hearing: Hearing, cameraId: string, openedAtMs: number): Promise<Found> {
    const subject = { of: 'camera', name: cameraId } as const;
    const { hearingId, zeroUtcMs } = hearing;
    const untilMs = positionAt(hearing, openedAtMs);
    if (untilMs === null || zeroUtcMs === null) return { ...subject, why: 'not_recorded' };
    const picture = await this.#d.reader.lastPicture({ hearingId, cameraId, untilMs });
    if (picture.ok) return { ...subject, jpeg: picture.value.jpeg, atMs: Math.round(zeroUtcMs + picture.value.atMs) };
    return { ...subject, why: picture.error.code === 'media.not_recorded' ? 'not_recorded' : this.#told('not_readable', subject, picture.error) };
  }

  /** Never rejects: that the windows could not be looked at is a finding. */
  async #windows(): Promise<Found[]> {
    if (!this.#captureWindows) return noWindows('no_windows');
    const atMs = this.#d.clock.nowMs();
    const captured = await Promise.race([this.#captureWindows().catch(() => null), sleep(windowsWithinMs, null, { ref: false })]);
    if (!captured) return noWindows('not_readable');
    return captured.map(({ name, jpeg }): Found => ({ of: 'window', name, ...(jpeg ? { jpeg, atMs } : { why: 'not_readable' }) }));
  }

  async #write(dir: string, incidentId: string, found: Found): Promise<EvidencePicture> {
    const { of, name } = found;
    if ('why' in found) return { of, name, state: 'missing', why: found.why };
    const written = await this.#d.documents.writePicture({ dir, name: `${incidentId.slice(0, 8)}-${of}-${name}`, jpeg: found.jpeg });
    if (!written.ok) return { of, name, state: 'missing', why: this.#told('not_written', found, written.error) };
    return { of, name, state: 'taken', atMs: found.atMs, file: written.value };
  }

  #told(why: PictureProblem, { of, name }: PictureSubject, error: AppError): PictureProblem {
    this.#d.log.warn('evidence', `no picture of ${of} ${name}: ${why}`, error);
    return why;
  }
}
