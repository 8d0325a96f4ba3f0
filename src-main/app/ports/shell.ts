import type { FromConsole } from '#shared/contract/envelope.ts';

/**
 * What a shell (Electron, web) gets of the console: the one way in for every message, and media.
 * Shells know nothing of use cases; they check who is talking (sender, origin, size) and pass on.
 */
export interface Router {
  /** `send` must not throw; after `close` nothing is sent any more. */
  connect(origin: { shell: 'electron' | 'web' | 'ctl'; remote: string }, send: (message: FromConsole) => void): RouterConnection;
}

export interface RouterConnection {
  /** Anything that came in, already turned from JSON but otherwise untrusted. Never throws, never rejects. */
  receive(message: unknown): void;
  close(): void;
}

export interface MediaAnswer {
  status: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array> | null;
  /** Called when the reader goes away early. */
  cancel?: () => void;
}

/**
 * `GET /media/…?ticket=<session token>`; the ticket decides what may be read.
 *   /media/live/<cameraId>.flv                       live picture (of a closed section: secretary and judge only)
 *   /media/listen/<hearingId>.wav?fromMs=&toMs=&mic= listening copy of the timeline (mic repeats; none = all mixed; closed sections: secretary and judge only)
 *   /media/document/<hearingId>/<path>               protocol, act, manifest
 *   /media/picture/<hearingId>/<path>                picture that is evidence of an incident (of a closed section: secretary and judge only)
 */
export interface MediaGate {
  open(pathAndQuery: string): Promise<MediaAnswer>;
}

/** A picture of one of the console's own windows as it stands now, JPEG; null when it could not be drawn. */
export interface WindowPicture {
  name: 'secretary' | 'judge';
  jpeg: Uint8Array | null;
}

export type CaptureWindows = () => Promise<WindowPicture[]>;

export interface ConsoleFace {
  router: Router;
  media: MediaGate;
  /** By a shell that has windows of its own; the web shell's are the browser's. */
  offerWindows(capture: CaptureWindows): void;
  version: string;
}
