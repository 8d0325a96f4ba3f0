import type { Clock, Log } from '#main/app/ports/index.ts';
import type { SignalCondition } from '#shared/contract/status.ts';
import type { Capture } from '../captures.ts';
import { isAnotherCamera } from './cameraIdentity.ts';
import type { Change, Held } from './conditions.ts';
import type { FirstCameras } from './firstCameras.ts';

export interface SameCameraDeps {
  clock: Clock;
  log: Log;
  /** Of the camera behind a device path; null when there is none. */
  cameraIdentity: (devicePath: string) => Promise<string | null>;
  firstCameras: FirstCameras;
}

/**
 * Is a capture's camera the one it was at first, in this hearing or in this preview? Another one is recorded and told,
 * not refused like another microphone: a picture from the wrong place is still evidence of the hall, whereas sound
 * under the wrong person's name is false evidence.
 */
export class SameCamera {
  readonly #d: SameCameraDeps;
  readonly #captureId: string;
  readonly #devicePath: string | null;
  readonly #hearingId: string | null;
  readonly #tell: (change: Change<SignalCondition>) => void;
  #firstOfPreview: string | null = null;
  /** UTC ms. */
  #anotherSinceMs: number | null = null;

  /** `hearingId` is null for a preview. */
  constructor(deps: SameCameraDeps, capture: Capture, hearingId: string | null, tell: (change: Change<SignalCondition>) => void) {
    this.#d = deps;
    this.#captureId = capture.captureId;
    this.#devicePath = capture.kind === 'video' && capture.camera.source.type === 'v4l2' ? capture.camera.source.device : null;
    this.#hearingId = hearingId;
    this.#tell = tell;
  }

  /** Asked when a process has its first picture: it holds the device open, so nobody can plug in another one between. */
  async look(): Promise<void> {
    const now = this.#devicePath === null ? null : await this.#d.cameraIdentity(this.#devicePath);
    if (this.#devicePath === null || now === null) return; // gone again: that is a loss, told as one
    const first = await this.#first(this.#devicePath, now);
    const isAnother = isAnotherCamera(first, now);
    if (isAnother === (this.#anotherSinceMs !== null)) return;
    const atMs = this.#d.clock.nowMs();
    this.#anotherSinceMs = isAnother ? atMs : null;
    if (isAnother) this.#d.log.error('recorder', 'another camera is in the place of one', { captureId: this.#captureId, first, now });
    this.#tell({ condition: 'another_camera', change: isAnother ? 'began' : 'ended', atMs });
  }

  /** Since when in UTC ms. */
  held = (): Held<SignalCondition>[] => (this.#anotherSinceMs === null ? [] : [{ condition: 'another_camera', sinceMs: this.#anotherSinceMs }]);

  async #first(devicePath: string, now: string): Promise<string> {
    if (this.#hearingId !== null) return this.#d.firstCameras.of(this.#hearingId, devicePath, now);
    this.#firstOfPreview ??= now;
    return this.#firstOfPreview;
  }
}
