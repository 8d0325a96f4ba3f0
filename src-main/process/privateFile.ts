import { writeAtomically } from './atomicFile.ts';

/** As `writeAtomically`, for what only this operating-system user may read. */
export const writePrivateFile = (path: string, content: string | Uint8Array): Promise<void> => writeAtomically(path, content, 0o600);
