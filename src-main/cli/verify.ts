import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyRecording, type Verification } from '../recorder/media/verifyRecording.ts';

/**
 * Checks a sealed recording without the console: `verify [--json] <recording folder>`.
 * Exit code 0: whole. 1: damaged or incomplete. 2: could not be found out.
 */
const usage = 'usage: npm run verify -- [--json] <recording folder>';

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 23);

function report(v: Verification): string {
  const heading = `Case ${v.caseNumber}, ${v.court}, ${v.hall}${v.demo ? ' (demonstration: not a record of any court)' : ''}`;
  return [
    heading,
    `Hearing ${v.hearingId}, sealed ${new Date(v.sealedAtMs).toISOString()}`,
    `${v.segments} segments and ${v.documents} documents, ${v.bytes} bytes; manifest SHA-256 ${v.manifestSha256}`,
    ...v.explainedHoles.map((h) => `Known gap: ${h.trackId}, ${clock(h.fromMs)} to ${clock(h.toMs)}: ${h.cause}`),
    ...v.problems.map((p) => `PROBLEM (${p.what}) ${p.where}: ${p.why}`),
    v.whole ? 'WHOLE: chain, hashes, decoding and timeline are in order.' : `DAMAGED OR INCOMPLETE: ${v.problems.length} problems.`,
  ].join('\n');
}

function options(): { json: boolean; dir: string } | null {
  try {
    const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
    const [dir, ...more] = positionals;
    // npm changes into the project's folder; people mean the folder they are in.
    return dir === undefined || more.length > 0 ? null : { json: values.json, dir: resolve(process.env['INIT_CWD'] ?? '.', dir) };
  } catch {
    return null; // an option that does not exist
  }
}

async function main(): Promise<number> {
  const wanted = options();
  if (!wanted) {
    console.error(usage);
    return 2;
  }
  const verified = await verifyRecording(wanted.dir);
  if (!verified.ok) {
    console.error(`CANNOT BE READ: ${verified.error.field ?? wanted.dir}: ${verified.error.detail ?? verified.error.code}`);
    return 2;
  }
  console.log(wanted.json ? JSON.stringify(verified.value, null, 2) : report(verified.value));
  return verified.value.whole ? 0 : 1;
}

process.exitCode = await main();
