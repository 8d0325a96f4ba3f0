import type { Result } from '#shared/domain/result.ts';

/** A folder that a capture writes its numbered files into. */
export interface FlushedPlace {
  dir: string;
  /** Number of the first file. */
  index: number;
  everyMs: number;
  /** For those that are to be flushed between the others. */
  phaseMs: number;
}

export interface FlushFigures {
  /** In which a file was brought to the disk. */
  rounds: number;
  failures: number;
  /** The system's word for it (`EIO` …) when the last round failed. */
  failedWith: string | null;
  /** Of a round that is over. */
  longestMs: number;
  /** For so long has the disk not answered; 0 between the rounds. */
  outMs: number;
}

export interface Flushing {
  figures(): FlushFigures;
  /** Does not wait for a disk that hangs. */
  end(): void;
}

/** Packets wait in the system until they are asked for. */
export interface Inbox {
  port: number;
  /** What has come since the last time, in its order: each packet's bytes as characters, and how long ago it came. */
  take(): { text: string; agoMs: number }[];
  close(): void;
}

export interface FileEnd {
  fileBytes: number;
  end: Buffer;
}

/** What JavaScript would be woken for some hundred times a second, done by the system and by threads. */
export interface WatchTools {
  /** A thread of its own: a disk that hangs holds nobody else. Null when none can be had. */
  flush(place: FlushedPlace): Flushing | null;
  /** `ended` is called once, when the process with this pid ends, whoever's child it is. Returns how it is called off; null when the end cannot be told. */
  onEnd(pid: number, ended: () => void): (() => void) | null;
  /** A file's length and its last bytes, at most so many, in one go. Rejects as the system does. */
  readEnd(path: string, bytes: number): Promise<FileEnd>;
  /** On this loopback port, or any for 0. */
  openInbox(port: number): Result<Inbox>;
}
