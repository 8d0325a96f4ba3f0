import type { PictureBatch, ToLinksPage } from '#shared/contract/conference.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { RemotePicture, type RemotePictureDeps } from './remotePicture.ts';
import type { RemoteSound } from './remoteSound.ts';
import type { Room } from './room.ts';

/** The pictures of those elsewhere, by hearing; also of one that is over, while its last ones are on their way. */
export class PictureDesk {
  readonly #d: RemotePictureDeps;
  /** What the window with the links is told of this room; nothing when its hearing is over. */
  readonly #tell: (room: Room, item: ToLinksPage | null) => void;
  readonly #hearings = new Map<string, RemotePicture>();

  constructor(deps: RemotePictureDeps, tell: (room: Room, item: ToLinksPage | null) => void) {
    this.#d = deps;
    this.#tell = tell;
  }

  begin(room: Room, sound: Pick<RemoteSound, 'rows'>): void {
    const { hearingId } = room;
    const opened = sound.rows();
    opened.catch(() => undefined); // the sound tells it
    this.#hearings.set(hearingId, new RemotePicture(this.#d, hearingId, {
      opened, wayMsOf: (participantId) => (room.person(participantId).quality?.figures.roundTripMs ?? 0) / 2,
      onChange: (participantId, picture) => {
        const isOther = room.person(participantId).picture?.isAsked !== picture.isAsked;
        room.change(participantId, { picture });
        this.#tell(room, isOther ? { type: 'keepPicture', hearingId, participantId, isKept: picture.isAsked } : null);
      },
    }));
  }

  async stands(hearingId: string, participantId: string, isRecorded: boolean): Promise<void> {
    await this.#hearings.get(hearingId)?.stands(participantId, isRecorded);
  }

  async take(hearingId: string, participantId: string, batch: PictureBatch): Promise<Result<void>> {
    const pictures = this.#hearings.get(hearingId);
    if (!pictures) return err(appError('conference.not_open'));
    await pictures.take(participantId, batch);
    return ok(undefined);
  }

  async finish(hearingId: string): Promise<void> {
    await this.#hearings.get(hearingId)?.finish();
    this.#hearings.delete(hearingId);
  }
}
