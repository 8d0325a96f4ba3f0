import type { LogLine } from '#shared/contract/status.ts';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLine['level'][];
export type LogLevel = (typeof logLevels)[number];

/** Enough to see what led to something; the whole log is in its file. */
const keepLines = 2000;

export const withLine = (lines: readonly LogLine[], line: LogLine): LogLine[] => [...lines, line].slice(-keepLines);

/** That level and everything graver. */
export const atLeast = (lines: readonly LogLine[], level: LogLevel): LogLine[] =>
  lines.filter((l) => logLevels.indexOf(l.level) <= logLevels.indexOf(level));
