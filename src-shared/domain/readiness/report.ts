import { z } from 'zod';

/**
 * What is checked of a hall before its hearings (K336-7, K336-17, K7-16(1), K185-14). `signing_key`: this console seals by
 * its hash chain and has no key of its own yet; it is told as not checked, never as passed.
 */
export const readinessChecks = ['camera', 'microphone', 'read_back', 'monitors', 'disk', 'clock', 'court_server', 'network', 'signing_key'] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

export const readinessProblems = [
  'not_delivering', 'black', 'frozen', 'covered_or_out_of_focus', 'frames_missing', 'falling_behind', 'another_camera',
  'not_heard', 'too_quiet', 'digital_silence', 'clipping', 'hum', 'samples_missing',
  'not_read_back', 'damaged', 'not_seen', 'too_little_space', 'differs', 'no_answer', 'too_slow', 'not_set_up',
] as const;
export type ReadinessProblem = (typeof readinessProblems)[number];

export const readinessItemSchema = z.object({
  check: z.enum(readinessChecks),
  /** Which camera or microphone. */
  deviceId: z.string().nullable(),
  outcome: z.enum(['passed', 'failed', 'not_checked']),
  problem: z.enum(readinessProblems).nullable(),
  /** By name with their unit: `peakDb`, `fps`, `hours`, `upMbit`. */
  measured: z.record(z.string(), z.number()),
});
export type ReadinessItem = z.infer<typeof readinessItemSchema>;

/** Nothing that was checked has failed; what was not checked is said apart. */
export const isReady = (items: readonly ReadinessItem[]): boolean => items.every(({ outcome }) => outcome !== 'failed');
