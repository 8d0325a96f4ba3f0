import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocuments } from '../../src-main/documents/documents.ts';
import { composeChronicle } from '../../src-shared/domain/chronicle/compose.ts';
import { composeProtocol, type ProtocolInput } from '../../src-shared/domain/protocol/compose.ts';
import { rules } from '../../src-shared/rules/index.ts';
import { longHearing } from './longHearing.ts';
import { percentiles } from './percentiles.ts';

const rounds = 10;

/** Composing and printing after eight hours with 2,000 marks and 40 participants; a page of the same text is the reference. */
export async function run(): Promise<object> {
  const input: ProtocolInput = { hearing: longHearing(), language: 'kk', orders: rules.ok ? rules.value : [], tracks: [], offset: () => 5 * 3_600_000, nowMs: Date.now() };
  const documents = createDocuments({ fontDir: new URL('../../assets/fonts', import.meta.url).pathname, workerUrl: new URL('../../dist/node/print-worker.js', import.meta.url) });
  const dir = await mkdtemp(join(tmpdir(), 'bench-documents-'));
  const print = (name: string, { title, text }: { title: string; text: string }) => timed(() => documents.write({ dir, name, language: 'kk', title, text, demo: false, alsoDocx: true }));
  const [protocol, chronicle] = [composeProtocol(input), composeChronicle(input)];
  const onePage = { title: chronicle.title, text: chronicle.text.slice(0, 3000) };
  try {
    return {
      marks: input.hearing.marks.length, participants: input.hearing.schedule.participants.length, chronicleLines: chronicle.text.split('\n').length,
      composeProtocolMs: await often(() => timed(() => composeProtocol(input))),
      composeChronicleMs: await often(() => timed(() => composeChronicle(input))),
      writeOnePageMs: await often(() => print('one-page', onePage)),
      writeProtocolMs: await often(() => print('protocol', protocol)),
      writeChronicleMs: await often(() => print('chronicle', chronicle)),
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function timed(work: () => unknown): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

async function often(once: () => Promise<number>): Promise<object> {
  const tookMs: number[] = [];
  for (let i = 0; i < rounds; i++) tookMs.push(await once());
  return percentiles(tookMs);
}
