import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { appError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { PrepareTarget } from '#main/app/ports/index.ts';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { markerName, probe } from './probe.ts';
import { whichDisk } from './whichDisk.ts';

const isInside = (inner: string, outer: string): boolean => !relative(outer, inner).startsWith('..');

/** `firstRoot`: where recordings go anyway. A folder inside the other would be copied into itself. */
export const targetPreparer = (firstRoot: string): PrepareTarget => async (folder) => {
  const root = resolve(folder);
  if (isInside(root, firstRoot) || isInside(firstRoot, root)) return err(appError('input.invalid', { field: 'folder', params: { field: 'folder' } }));
  try {
    await mkdir(root, { recursive: true });
    const marked = await readFile(join(root, markerName)).then(() => true, () => false);
    if (!marked) await writeAtomically(join(root, markerName), randomUUID());
  } catch (e) {
    return err(appError('recorder.target_unusable', { field: 'folder', detail: (e as Error).message }));
  }
  const { trouble, detail, disk } = await probe(root, true);
  if (trouble !== null) return err(appError('recorder.target_unusable', { field: 'folder', detail: detail || trouble }));
  return ok({ sameDisk: disk !== null && disk === (await whichDisk(firstRoot)) });
};
