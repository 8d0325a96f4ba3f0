import { createHash } from 'node:crypto';
import type { Output } from '#shared/contract/index.ts';
import { appError, errorText, messageOf } from '#shared/domain/errors.ts';
import type { EventRecord } from '#shared/domain/hearing/events.ts';
import { isPhotoKept, photoIn, photoTypeOf } from '#shared/domain/identityPhoto.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EventFeed } from './feed.ts';
import type { Hearings } from './hearings.ts';
import type { Log, PhotoFiles, PetitionFiles } from './ports/index.ts';
import { Turns } from './turns.ts';

interface Deps {
  hearings: Pick<Hearings, 'load'>;
  photoFiles: PhotoFiles;
  uploader: PetitionFiles;
  feed: Pick<EventFeed, 'onEvent'>;
  log: Log;
}

const endings: ReadonlySet<string> = new Set<EventRecord['event']['type']>(['recordingSealed', 'handedOver', 'hearingPostponed', 'hearingCancelled']);

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Photos that came with petitions (K7-9): fetched when somebody wants to see one, believed by their SHA-256 alone, and kept on this
 * computer so that they can be compared while the court server is away. They are nobody's recording: when a hearing is sealed or
 * held no more, they are removed here, and the court server has the original.
 */
export class IdentityPhotos {
  readonly #d: Deps;
  readonly #turns = new Turns();

  constructor(deps: Deps) {
    this.#d = deps;
    deps.feed.onEvent(({ hearingId, event }) => { if (endings.has(event.type)) void this.#remove(hearingId).catch(this.#failed); });
  }

  /** Removes what a console that was killed meanwhile has left. */
  async resume(): Promise<void> {
    for (const hearingId of await this.#d.photoFiles.hearingIds()) if (!(await this.#isKept(hearingId))) await this.#remove(hearingId);
  }

  async photo(hearingId: string, participantId: string): Promise<Result<Output<'participants.photo'>>> {
    const loaded = await this.#d.hearings.load(hearingId);
    if (!loaded) return err(appError('hearing.not_found'));
    const participant = loaded.hearing.schedule.participants.find(({ id }) => id === participantId);
    if (!participant) return err(appError('participant.not_found'));
    const named = photoIn(participant);
    if (!named) return err(appError('photo.none'));
    if (!isPhotoKept(loaded.hearing.phase.name)) return err(appError('photo.removed'));
    const bytes = await this.#turns.take(hearingId, () => this.#bytesOf(hearingId, named.sha256));
    return bytes.ok ? answer(bytes.value, named.sha256) : bytes;
  }

  async #bytesOf(hearingId: string, sha256: string): Promise<Result<Uint8Array>> {
    const kept = await this.#d.photoFiles.read(hearingId, sha256);
    if (kept && sha256Of(kept) === sha256) return ok(kept);
    const fetched = await this.#d.uploader.petitionFile(sha256);
    if (!fetched.ok) return err(appError('photo.not_here', { detail: errorText(fetched.error) }));
    if (fetched.value === 'absent') return err(appError('photo.not_at_server', { detail: sha256 }));
    if (fetched.value === 'too_large') return err(appError('photo.wrong', { detail: `${sha256}: too large` }));
    if (sha256Of(fetched.value) !== sha256) return err(appError('photo.wrong', { detail: `${sha256}: the bytes that came are ${sha256Of(fetched.value)}` }));
    await this.#keep(hearingId, sha256, fetched.value);
    return ok(fetched.value);
  }

  /** A disk that is full keeps nobody from comparing; and a hearing may have ended while it was fetched. */
  async #keep(hearingId: string, sha256: string, bytes: Uint8Array): Promise<void> {
    if (await this.#isKept(hearingId)) await this.#d.photoFiles.keep(hearingId, sha256, bytes).catch(this.#failed);
  }

  async #isKept(hearingId: string): Promise<boolean> {
    const loaded = await this.#d.hearings.load(hearingId);
    return loaded !== null && isPhotoKept(loaded.hearing.phase.name);
  }

  #remove = (hearingId: string): Promise<void> => this.#turns.take(hearingId, () => this.#d.photoFiles.remove(hearingId));

  #failed = (e: unknown): void => this.#d.log.error('photos', messageOf(e));
}

/** What its bytes are, whatever its name says; anything but a picture is shown to nobody. */
function answer(bytes: Uint8Array, sha256: string): Result<Output<'participants.photo'>> {
  const contentType = photoTypeOf(bytes);
  return contentType === null ? err(appError('photo.wrong', { detail: `${sha256}: no picture` })) : ok({ contentType, base64: Buffer.from(bytes).toString('base64') });
}
