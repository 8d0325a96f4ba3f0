import { access } from 'node:fs/promises';
import { runToEnd } from '#main/process/runner.ts';

const install = (debianPackage: string): string => `Please run \`node scripts/set-up.mjs --tests\` (Debian: ${debianPackage}).`;

/** Fails in words when a program that plays a device is not installed: a test that silently did nothing would look like a proof. */
export async function needsProgram(program: string, debianPackage: string): Promise<void> {
  const asked = await runToEnd(program, ['--version'], { timeoutMs: 10_000 });
  if (!asked.ok) throw new Error(`This test needs the program ${program}, which cannot be started. ${install(debianPackage)}`);
}

export async function needsFile(path: string, debianPackage: string): Promise<void> {
  await access(path).catch(() => {
    throw new Error(`This test needs ${path}, which is not there. ${install(debianPackage)}`);
  });
}
