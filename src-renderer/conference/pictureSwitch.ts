/** A decoded picture, which somebody has to close. */
interface Picture {
  readonly timestamp: number;
  close(): void;
}

interface SwitchWorld<P extends Picture> {
  follow: (cameraId: string, events: { onPicture: (picture: P) => void; onBreak: () => void }) => () => void;
  /** Closes it when it has been shown. */
  show: (picture: P, timestampUs: number) => void;
  onShown: (cameraId: string | null) => void;
  nowUs: () => number;
}

interface Feed {
  cameraId: string;
  end: () => void;
  /** From the camera's count to this window's clock, by the quickest picture so far: none comes before it was taken. */
  aheadUs: number;
}

/** One picture out of several cameras: another camera is followed beside the one that is shown until its first picture is there, and only then takes its place. */
export class PictureSwitch<P extends Picture> {
  readonly #world: SwitchWorld<P>;
  #shown: Feed | null = null;
  #next: Feed | null = null;
  #toldId: string | null = null;
  #lastUs = -Infinity;

  constructor(world: SwitchWorld<P>) {
    this.#world = world;
  }

  to(cameraId: string): void {
    if ((this.#next ?? this.#shown)?.cameraId === cameraId) return;
    this.#next?.end();
    this.#next = this.#shown?.cameraId === cameraId ? null : this.#follow(cameraId);
  }

  end(): void {
    for (const feed of [this.#shown, this.#next]) feed?.end();
    [this.#shown, this.#next] = [null, null];
    this.#tell(null);
  }

  #follow(cameraId: string): Feed {
    const end = this.#world.follow(cameraId, { onPicture: (picture) => this.#take(feed, picture), onBreak: () => this.#broke(feed) });
    const feed: Feed = { cameraId, end, aheadUs: Infinity };
    return feed;
  }

  #take(feed: Feed, picture: P): void {
    if (feed === this.#next) this.#takePlace(feed);
    if (feed !== this.#shown) return picture.close();
    this.#tell(feed.cameraId);
    feed.aheadUs = Math.min(feed.aheadUs, this.#world.nowUs() - picture.timestamp);
    this.#lastUs = Math.max(this.#lastUs + 1, picture.timestamp + feed.aheadUs);
    return this.#world.show(picture, this.#lastUs);
  }

  #takePlace(feed: Feed): void {
    this.#shown?.end();
    [this.#shown, this.#next] = [feed, null];
  }

  /** What comes next counts from anew. */
  #broke(feed: Feed): void {
    feed.aheadUs = Infinity;
    if (feed === this.#shown) this.#tell(null);
  }

  #tell(cameraId: string | null): void {
    if (cameraId === this.#toldId) return;
    this.#toldId = cameraId;
    this.#world.onShown(cameraId);
  }
}
