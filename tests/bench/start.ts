import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Operator } from '../../src-main/cli/demo/operator.ts';
import { bundleCommand, startProgram } from '../../src-main/process/program.ts';
import { percentiles } from './percentiles.ts';

const rounds = 10;
const bundle = new URL('../../dist/node/console.js', import.meta.url).pathname;

/** Process start → the console listens → the first command is answered, each round on the same data folder. */
export async function run(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-start-'));
  const listening: number[] = [];
  const answered: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    const program = await startProgram(bundleCommand(bundle, ['--web', '--json', '--port', '0', '--data-dir', dataDir]));
    listening.push(performance.now() - startedMs);
    const { listening: { url } } = program.ready as { listening: { url: string } };
    const secretary = await Operator.signIn(url, 'secretary');
    answered.push(performance.now() - startedMs);
    secretary.close();
    await program.stop();
  }
  await rm(dataDir, { recursive: true });
  return { rounds, listeningMs: percentiles(listening), firstCommandMs: percentiles(answered) };
}
