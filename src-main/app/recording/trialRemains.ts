import { messageOf } from '#shared/domain/errors.ts';
import type { DropTrials, Log, Recorder } from '../ports/index.ts';

interface Deps {
  recorder: Pick<Recorder, 'settle' | 'status'>;
  dropTrials: DropTrials;
  /** Before the recorder has told where it writes. */
  recordingsDir: string;
  log: Pick<Log, 'error'>;
}

/**
 * What people said into the microphones while the hall was tried out was said to nobody: its files are kept no longer
 * than it takes to finish and read them back. What cannot be removed now goes with the next check or start.
 */
export async function removeTrials({ recorder, dropTrials, recordingsDir, log }: Deps, trialId: string | null): Promise<void> {
  try {
    if (trialId !== null) await recorder.settle(trialId);
    const { targets } = recorder.status();
    const dirs = targets.filter(({ state }) => state === 'ok').map(({ path }) => path); // of one that hangs nothing is asked
    await dropTrials(targets.length > 0 ? dirs : [recordingsDir]);
  } catch (e) {
    log.error('recording', `what a trial of the hall recorded is still there: ${messageOf(e)}`);
  }
}
