import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** What a packet is by its first byte (RFC 7983). `media`: SRTP and SRTCP. */
export type PacketKind = 'stun' | 'dtls_alert' | 'dtls' | 'turn' | 'media' | 'other';

export interface Packet {
  /** When the kernel had it, UTC. */
  atMs: number;
  from: number;
  to: number;
  kind: PacketKind;
}

export interface Wire {
  packets: readonly Packet[];
  /** Ends the capture; how many packets the kernel could not keep for it. */
  stop(): Promise<number>;
}

const lineSchema = z.union([
  z.object({ atMs: z.number(), from: z.int(), to: z.int(), first: z.int() }),
  z.object({ ready: z.literal(true) }),
  z.object({ dropped: z.int() }),
]);

/** Without root nothing can be captured, and nothing about it is proven: said aloud. */
export function canCapture(): boolean {
  const may = process.platform === 'linux' && process.getuid?.() === 0;
  if (!may) console.error('\n*** NOT TESTED: that no packet leaves after a stop. Capturing needs Linux and root. ***\n');
  return may;
}

/** Every UDP packet of this machine from here on. */
export async function captureWire(): Promise<Wire> {
  const child = spawn('python3', [new URL('wire.py', import.meta.url).pathname], { stdio: ['ignore', 'pipe', 'inherit'] });
  const packets: Packet[] = [];
  let dropped: number | null = null; // until it has ended
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the capture ended with ${code}`)));
    lines.on('line', (text) => {
      const line = lineSchema.parse(JSON.parse(text));
      if ('ready' in line) resolve();
      else if ('dropped' in line) ({ dropped } = line);
      else packets.push({ atMs: line.atMs, from: line.from, to: line.to, kind: kindOf(line.first) });
    });
  });
  await ready;
  return {
    packets,
    async stop() {
      if (dropped !== null) return dropped;
      const closed = once(lines, 'close');
      child.kill('SIGTERM');
      await closed;
      return dropped ?? Infinity;
    },
  };
}

function kindOf(first: number): PacketKind {
  if (first >= 0 && first <= 3) return 'stun';
  if (first === 21) return 'dtls_alert';
  if (first >= 20 && first <= 63) return 'dtls';
  if (first >= 64 && first <= 79) return 'turn';
  return first >= 128 && first <= 191 ? 'media' : 'other';
}

/** The browsers that this process has started, with all of their own processes. */
export async function browsersOfOurs(): Promise<number[]> {
  const parents = await parentsOfAll();
  return [...parents].filter(([, { parent, name }]) => parent === process.pid && name.startsWith('chrom')).map(([pid]) => pid);
}

async function parentsOfAll(): Promise<Map<number, { parent: number; name: string }>> {
  const found = new Map<number, { parent: number; name: string }>();
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''); // it has just ended
    const [, program = '', parent = '0'] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? [];
    found.set(Number(name), { parent: Number(parent), name: program });
  }
  return found;
}

/** The UDP ports that a browser has open just now, whichever of its processes has them. */
async function udpPortsOf(browser: number): Promise<number[]> {
  const parents = await parentsOfAll();
  const isOfIt = (pid: number): boolean => pid === browser || (parents.has(pid) && isOfIt(parents.get(pid)?.parent ?? 0));
  const inodes = new Set((await Promise.all([...parents.keys()].filter(isOfIt).map(socketsOf))).flat());
  const tables = await Promise.all(['/proc/net/udp', '/proc/net/udp6'].map((file) => readFile(file, 'utf8').catch(() => '')));
  return tables.flatMap((table) => table.split('\n').slice(1)).flatMap((row) => {
    const columns = row.trim().split(/\s+/);
    return inodes.has(columns[9] ?? '') ? [parseInt(columns[1]?.split(':')[1] ?? '0', 16)] : [];
  });
}

async function socketsOf(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

/** Every UDP port that these browsers have had since, looked at again and again. */
export function watchPorts(browsers: readonly number[]): { ports: ReadonlySet<number>; stop: () => void } {
  const ports = new Set<number>();
  const ending = new AbortController();
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      for (const browser of browsers) for (const port of await udpPortsOf(browser)) ports.add(port);
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  };
  void watch();
  return { ports, stop: () => ending.abort() };
}
