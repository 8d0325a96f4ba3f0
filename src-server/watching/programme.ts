import { avcPacket, flvHeader, isSoundConfiguration, type FlvTag } from '#shared/conference/flvTags.ts';

/** Somebody who looks, as the programme sees them. */
export interface Viewer {
  /** False: they do not take it as fast as it comes. */
  write(bytes: Uint8Array): boolean;
  end(): void;
}

/** The recorder's encoders write a key frame a second: of them, far more than that. Less than what a viewer may be behind. */
const maxKeptBytes = 3 * 1024 * 1024;

/** One stretch of what is shown of a hearing. Whoever comes late is given its beginning and everything since the last key frame. */
export class Programme {
  readonly #viewers = new Map<Viewer, { hasBegun: boolean }>();
  #configuration: FlvTag | null = null;
  #ofSound: FlvTag | null = null;
  #sinceKey: FlvTag[] = [];
  #keptBytes = 0;

  get viewers(): number {
    return this.#viewers.size;
  }

  enter(viewer: Viewer): void {
    const hasBegun = this.#sinceKey.length > 0;
    this.#viewers.set(viewer, { hasBegun });
    for (const bytes of [flvHeader(), ...this.#beginning(), ...this.#sinceKey]) if (!viewer.write(bytes)) return this.leave(viewer);
    return undefined;
  }

  leave(viewer: Viewer): void {
    if (this.#viewers.delete(viewer)) viewer.end();
  }

  take(tag: FlvTag): void {
    const packet = avcPacket(tag);
    const isOfSound = isSoundConfiguration(tag);
    if (isOfSound) this.#ofSound = tag;
    if (packet === 'configuration') this.#begin(tag);
    else if (packet === 'key') this.#keepFrom(tag);
    else if (!isOfSound) this.#keep(tag);
    for (const [viewer, how] of this.#viewers) {
      how.hasBegun ||= packet === 'key';
      const isForThem = how.hasBegun || isOfSound || packet === 'configuration';
      if (isForThem && !viewer.write(tag)) this.leave(viewer);
    }
  }

  end(): void {
    for (const viewer of this.#viewers.keys()) this.leave(viewer);
  }

  #beginning = (): FlvTag[] => [this.#configuration, this.#ofSound].filter((tag) => tag !== null);

  /** A camera that begins anew, at another place of the timeline perhaps: a player takes that for one stream as little as we do. */
  #begin(tag: FlvTag): void {
    if (this.#configuration) this.end();
    this.#configuration = tag;
    this.#sinceKey = [];
  }

  #keepFrom(tag: FlvTag): void {
    this.#sinceKey = [tag];
    this.#keptBytes = tag.length;
  }

  /** Too long without a key frame: who comes now waits for the next one. */
  #keep(tag: FlvTag): void {
    if (this.#sinceKey.length === 0) return;
    this.#keptBytes += tag.length;
    if (this.#keptBytes > maxKeptBytes) this.#sinceKey = [];
    else this.#sinceKey.push(tag);
  }
}
