import { writeAtomically } from './atomicFile.ts';

/** As `writeAtomically`, for what only this operating-system user may read. */
export const writePrivateFile = (path: string, text: string): Promise<void> => writeAtomically(path, text, 0o600);
