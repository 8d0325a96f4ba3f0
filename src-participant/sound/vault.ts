import type { Sealed } from './sendQueue.ts';

/** Of workers alone. */
interface SyncAccess {
  write(bytes: Uint8Array): number;
  flush(): void;
  close(): void;
}
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccess> };
type Folder = FileSystemDirectoryHandle & { entries(): AsyncIterable<[string, FileSystemHandle]> };

interface KeptFile {
  name: string;
  streamId: string;
  firstSeq: number;
  count: number;
}

const rootName = 'court-sound';
/** Five seconds: what has been acknowledged does not lie about for longer. */
const packetsPerFile = 250;
const packetsPerFlush = 10;
const lengthBytes = 4;

/**
 * Sealed packets in the browser's own storage until the hall has them: a page that crashed, or a browser that was ended, hands
 * them over when it is back. Only who has the hearing's key can open them, and it does not lie beside them.
 */
export class Vault {
  readonly #folder: Folder;
  readonly #streamId: string;
  readonly #startedMs: number;
  #files: KeptFile[];
  #open: { file: KeptFile; access: SyncAccess } | null = null;

  private constructor(folder: Folder, streamId: string, startedMs: number, files: KeptFile[]) {
    this.#folder = folder;
    this.#streamId = streamId;
    this.#startedMs = startedMs;
    this.#files = files;
  }

  /** With what earlier pages of the same person left behind for this hearing, in order. What is of another one stays until that one has it, or nobody can ask for it any more. */
  static async open(name: string, streamId: string, startedMs: number): Promise<{ vault: Vault; left: Sealed[] }> {
    const root = await rootFolder();
    for await (const [other, folder] of root.entries()) if (other !== name && (await isForgotten(folder as Folder, startedMs))) await remove(root, other);
    const folder: Folder = await root.getDirectoryHandle(name, { create: true });
    const names: string[] = [];
    for await (const [file] of folder.entries()) names.push(file);
    const read = await Promise.all(names.toSorted().map((file) => readFile(folder, file)));
    return { vault: new Vault(folder, streamId, startedMs, read.map(({ file }) => file)), left: read.flatMap(({ packets }) => packets) };
  }

  /** The hall has all of it, or takes nothing of it any more. */
  static async wipe(name: string): Promise<void> {
    await remove(await rootFolder(), name);
  }

  /** One after the other, with growing numbers. */
  async append({ seq, sealed }: Sealed): Promise<void> {
    const { file, access } = this.#open ?? (await this.#begin(seq));
    const framed = new Uint8Array(lengthBytes + sealed.length);
    new DataView(framed.buffer).setUint32(0, sealed.length);
    framed.set(sealed, lengthBytes);
    access.write(framed);
    file.count += 1;
    if (file.count % packetsPerFlush === 0) access.flush();
    if (file.count >= packetsPerFile) this.finish();
  }

  /** Nothing more comes for now. */
  finish(): void {
    this.#open?.access.flush();
    this.#open?.access.close();
    this.#open = null;
  }

  async kept(streamId: string, nextSeq: number): Promise<void> {
    const isDone = (file: KeptFile): boolean => file !== this.#open?.file && file.streamId === streamId && file.firstSeq + file.count <= nextSeq;
    const done = this.#files.filter(isDone);
    this.#files = this.#files.filter((file) => !isDone(file));
    for (const { name } of done) await this.#folder.removeEntry(name);
  }

  async #begin(firstSeq: number): Promise<{ file: KeptFile; access: SyncAccess }> {
    const name = `${String(this.#startedMs).padStart(15, '0')}.${this.#streamId}.${String(firstSeq).padStart(9, '0')}`;
    const handle = (await this.#folder.getFileHandle(name, { create: true })) as WorkerFile;
    const file = { name, streamId: this.#streamId, firstSeq, count: 0 };
    this.#open = { file, access: await handle.createSyncAccessHandle() };
    this.#files.push(file);
    return this.#open;
  }
}

/** Later than the court server lets anybody of a hearing in. */
const forgottenAfterMs = 7 * 24 * 3_600_000;

/** Every file's name begins with the moment its page began. */
async function isForgotten(folder: Folder, nowMs: number): Promise<boolean> {
  for await (const [name] of folder.entries()) if (nowMs - Number(name.split('.')[0]) < forgottenAfterMs) return false;
  return true;
}

/** What another page has open just now stays; that page deletes it. */
const remove = (root: Folder, name: string): Promise<void> => root.removeEntry(name, { recursive: true }).catch(() => undefined);

const rootFolder = async (): Promise<Folder> => (await navigator.storage.getDirectory()).getDirectoryHandle(rootName, { create: true });

/** Half a packet at its end is what a crash left of it. */
async function readFile(folder: Folder, name: string): Promise<{ file: KeptFile; packets: Sealed[] }> {
  const [, streamId = '', first = '0'] = name.split('.');
  const bytes = new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer());
  const packets: Sealed[] = [];
  for (let at = 0; at + lengthBytes <= bytes.length;) {
    const endsAt = at + lengthBytes + new DataView(bytes.buffer).getUint32(at);
    if (endsAt > bytes.length) break;
    packets.push({ streamId, seq: Number(first) + packets.length, sealed: bytes.slice(at + lengthBytes, endsAt) });
    at = endsAt;
  }
  return { file: { name, streamId, firstSeq: Number(first), count: packets.length }, packets };
}
