import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DemoCourtServer } from '#main/app/ports/index.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { writeAtomically } from './atomicFile.ts';
import { startProgram, type Program } from './program.ts';
import { ended, identify, processIdentitySchema, signal } from './runner.ts';

const readySchema = z.object({ listening: z.object({ url: z.string() }), demo: z.object({ token: z.string().nullable() }) });
const endWithinMs = 5000;

/**
 * The reference court server that belongs to the demonstration hall, so that one console on one machine
 * shows everything up to the receipt. It is a program beside the console, which stops it when it stops; one
 * that a killed console left behind is ended before the next starts.
 */
export function createDemoCourtServer({ command, dataDir, stateDir }: { command: { file: string; args: string[] }; dataDir: string; stateDir: string }): DemoCourtServer {
  const stateFile = join(stateDir, 'demo-court-server.json');
  let running: Program | null = null;

  return {
    async start() {
      try {
        await endLeftBehind(stateFile);
        running = await startProgram({ file: command.file, args: [...command.args, '--demo', '--json', '--port', '0', '--data-dir', dataDir] });
        if (running.pid !== undefined) await writeAtomically(stateFile, JSON.stringify(identify(running.pid)));
        const { listening, demo } = readySchema.parse(running.ready);
        return ok({ url: listening.url, deviceToken: demo.token });
      } catch (e) {
        return err(appError('court_server.unreachable', { detail: messageOf(e) }));
      }
    },
    async stop() {
      await running?.stop();
      running = null;
    },
  };
}

async function endLeftBehind(stateFile: string): Promise<void> {
  const text = await readFile(stateFile, 'utf8').catch(() => '{}'); // none yet
  const who = processIdentitySchema.safeParse(JSON.parse(text));
  if (who.success && signal(who.data, 'SIGTERM') && !(await ended(who.data, endWithinMs))) signal(who.data, 'SIGKILL');
}
