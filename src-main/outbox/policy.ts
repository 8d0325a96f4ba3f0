import { longestPauseMs, pauseMs } from '#main/process/pause.ts';
import type { AppError } from '#shared/domain/errors.ts';

/**
 * Why something did not get its receipt.
 *   no_answer   nothing came back, or the server says it cannot now
 *   bad_answer  something came back that is not the court server's language
 *   token       the server does not take this console's token
 *   refused     the server does not take this request
 *   again       the transfer itself went wrong; a fresh try is the cure
 *   local       the file on this machine is not the one that was queued
 */
export interface Failure {
  kind: 'no_answer' | 'bad_answer' | 'token' | 'refused' | 'again' | 'local';
  error: AppError;
  status?: number;
}

/** How often the server is asked whether it is there; also the longest pause while it is not. */
export const probeEveryMs = 10_000;

const passing = new Set([408, 425, 429]);

/** What an HTTP status that is not a success means. Redirects are not followed: a token is for one server. */
export function kindOfStatus(status: number): Failure['kind'] {
  if (status === 401) return 'token';
  if (status >= 500 || passing.has(status)) return 'no_answer';
  return status >= 400 ? 'refused' : 'bad_answer';
}

/** Failures that leave open whether the server or this one item is to blame; asking `/info` tells. */
export const isDoubtful = (failure: Failure): boolean =>
  failure.kind === 'no_answer' || failure.kind === 'bad_answer' || failure.kind === 'refused';

/**
 * How long the items of one attempt rest when the server itself is there. Nothing is ever given up.
 * A refused batch rests not at all: its facts then go one by one, and only the refused one stays.
 */
export function itemPauseMs(failure: Failure, attemptsBefore: number, items: number, random: number): number {
  if (failure.kind === 'refused' && items > 1) return 0;
  if (failure.kind === 'refused' || failure.kind === 'local') return longestPauseMs;
  return pauseMs(attemptsBefore + 1, random);
}

/** The whole queue rests: for a server that is gone or in trouble, never longer than until the next probe. */
export const serverPauseMs = (failures: number, random: number): number => Math.min(pauseMs(failures, random), probeEveryMs);
