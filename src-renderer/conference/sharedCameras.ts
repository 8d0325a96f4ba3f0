import type { Timers } from '#shared/conference/line.ts';

/** A decoded picture, which somebody has to close. */
interface Picture {
  clone(): this;
  close(): void;
}

interface Events<P> {
  /** Takes the picture over. */
  onPicture: (picture: P) => void;
  /** Nothing comes just now; it is begun anew. */
  onBreak: () => void;
}

interface CamerasWorld<P> {
  /** Decodes a camera's live stream; ended by what it answers. */
  follow: (cameraId: string, events: Events<P>) => () => void;
  openTrack: () => { track: MediaStreamTrack; write: (picture: P) => void; stop: () => void };
  timers: Timers;
}

interface Followed<P> {
  followers: Set<Events<P>>;
  end: () => void;
}

interface Shown {
  stream: MediaStream;
  hasPicture: boolean;
  /** Called off and set anew whenever somebody asks for it. */
  unasked: () => void;
  end: () => void;
}

/** A window that shows a camera asks for it twice a second, one in the background every second; one that is gone says nothing. */
const unaskedAfterMs = 3000;

/** The hall's cameras as one window decodes them: each once, however many windows show it and whether or not it goes out. */
export class SharedCameras<P extends Picture> {
  readonly #world: CamerasWorld<P>;
  readonly #followed = new Map<string, Followed<P>>();
  readonly #shown = new Map<string, Shown>();

  constructor(world: CamerasWorld<P>) {
    this.#world = world;
  }

  /** From the next picture on, whichever it is: who comes later waits for no key frame. Ended by what it answers. */
  follow = (cameraId: string, events: Events<P>): (() => void) => {
    const followed = this.#followed.get(cameraId) ?? this.#begin(cameraId);
    followed.followers.add(events);
    return () => {
      if (!followed.followers.delete(events) || followed.followers.size > 0) return;
      this.#followed.delete(cameraId);
      followed.end();
    };
  };

  /** The same stream for everybody who shows this camera, null while no picture comes. To be asked for again and again: nobody says when a window is gone. */
  streamOf(cameraId: string): MediaStream | null {
    const shown = this.#shown.get(cameraId) ?? this.#show(cameraId);
    shown.unasked();
    shown.unasked = this.#world.timers.after(unaskedAfterMs, shown.end);
    return shown.hasPicture ? shown.stream : null;
  }

  close(): void {
    for (const { unasked, end } of this.#shown.values()) {
      unasked();
      end();
    }
  }

  #begin(cameraId: string): Followed<P> {
    const followers = new Set<Events<P>>();
    const end = this.#world.follow(cameraId, {
      onPicture: (picture) => {
        for (const { onPicture } of followers) onPicture(picture.clone());
        picture.close();
      },
      onBreak: () => { for (const { onBreak } of followers) onBreak(); },
    });
    const followed = { followers, end };
    this.#followed.set(cameraId, followed);
    return followed;
  }

  #show(cameraId: string): Shown {
    const { track, write, stop } = this.#world.openTrack();
    const hasPicture = (has: boolean): void => { shown.hasPicture = has; };
    const leave = this.follow(cameraId, {
      onPicture: (picture) => {
        hasPicture(true);
        write(picture);
      },
      onBreak: () => hasPicture(false),
    });
    const end = (): void => {
      this.#shown.delete(cameraId);
      leave();
      stop();
    };
    const shown: Shown = { stream: new MediaStream([track]), hasPicture: false, unasked: () => undefined, end };
    this.#shown.set(cameraId, shown);
    return shown;
  }
}
