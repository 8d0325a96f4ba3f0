import type mpegts from 'mpegts.js';

const idle = 0;
const connecting = 1;
const receiving = 2;
const complete = 4;

/**
 * A live picture out of a socket, as the player wants to be given it. Its own reader throws into the window when the
 * picture is taken away before its socket was open.
 */
export class LiveSocket implements mpegts.BaseLoader {
  readonly type = 'live-socket';
  readonly needStashBuffer = false;
  _needStash = false;
  _status = idle;
  onContentLengthKnown: mpegts.BaseLoader['onContentLengthKnown'] = () => undefined;
  onURLRedirect: mpegts.BaseLoader['onURLRedirect'] = () => undefined;
  onDataArrival: mpegts.BaseLoader['onDataArrival'] = () => undefined;
  onError: mpegts.BaseLoader['onError'] = () => undefined;
  onComplete: mpegts.BaseLoader['onComplete'] = () => undefined;
  #socket: WebSocket | null = null;
  #takenBytes = 0;

  get status(): number {
    return this._status;
  }

  isWorking(): boolean {
    return this._status === connecting || this._status === receiving;
  }

  /** Whatever ends it, the picture is over: who shows it asks again. */
  open({ url }: mpegts.MediaSegment): void {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const stillOurs = (act: () => void) => () => { if (this.#socket === socket) act(); };
    socket.addEventListener('open', stillOurs(() => { this._status = receiving; }));
    socket.addEventListener('message', ({ data }) => { if (this.#socket === socket && data instanceof ArrayBuffer) this.#take(data); });
    socket.addEventListener('close', stillOurs(() => {
      this._status = complete;
      this.onComplete(0, this.#takenBytes - 1);
    }));
    this.#socket = socket;
    this._status = connecting;
  }

  abort(): void {
    const socket = this.#socket;
    this.#socket = null;
    this._status = complete;
    socket?.close();
  }

  destroy(): void {
    this.abort();
    this._status = idle;
  }

  #take(bytes: ArrayBuffer): void {
    const from = this.#takenBytes;
    this.#takenBytes += bytes.byteLength;
    this.onDataArrival(bytes, from, this.#takenBytes);
  }
}
