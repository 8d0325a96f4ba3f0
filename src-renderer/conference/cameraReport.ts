import { client } from '../stores/live.ts';

/** Tells the console whose picture goes out. */
export class CameraReport {
  #shownId: string | null = null;
  #isOver = false;

  readonly shows = (cameraId: string | null): void => {
    this.#shownId = cameraId;
    this.again();
  };

  /** A console that has started again knows of nothing. */
  again(): void {
    if (!this.#isOver) void client.call('conference.cameraOut', { cameraId: this.#shownId });
  }

  /** Another window has the links now. */
  end(): void {
    this.#isOver = true;
  }
}
