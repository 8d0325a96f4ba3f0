import { settingsCalls } from '#shared/contract/calls/session.ts';
import type { AppError } from '#shared/domain/errors.ts';

export type FolderProblem = 'path' | 'nested';

const { folder } = settingsCalls['settings.saveSecondRecordingFolder'].input.shape;

export const isFolder = (typed: string): boolean => folder.safeParse(typed).success;

/** What the console says of the field itself: it takes every whole path that is apart from the first folder. */
export const saidOfField = (error: AppError | null): FolderProblem | null => (error?.code === 'input.invalid' && error.field === 'folder' ? 'nested' : null);
