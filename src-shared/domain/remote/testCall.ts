import { z } from 'zod';
import { isFastEnough, speedSchema } from '../../conference/quality/speed.ts';

const figure = z.number().min(-1e9).max(1e9).nullable();

/** One way through the network: a call from this hall to itself, as a participant would take it. */
export const testLegSchema = z.object({
  /** Null: no way was found. */
  connectedAfterMs: figure,
  /** Both ways, as the far end sees it; null: not measured. */
  speed: speedSchema.nullable(),
  roundTripMs: figure,
  lossPercent: figure,
  /** Of the hall's picture, as it arrives. */
  frameRate: figure,
  /** Of the hall's sound, as it is sent, dBFS. */
  levelDb: figure,
});
export type TestLeg = z.infer<typeof testLegSchema>;

export const testCallSchema = z.object({
  /** To the court server. */
  line: z.object({ roundTripMs: z.number().min(0).max(1e9), upMbit: z.number().min(0).max(1e9) }),
  /** Without a relay. */
  direct: testLegSchema,
  /** By way of the TURN server alone; null: none is set up. */
  relay: testLegSchema.nullable(),
});
export type TestCall = z.infer<typeof testCallSchema>;

export const keptTestCallSchema = testCallSchema.extend({ atMs: z.number(), by: z.string() });
export type KeptTestCall = z.infer<typeof keptTestCallSchema>;

export const testCallProblems = ['no_direct', 'no_relay', 'no_turn', 'not_measured', 'slow', 'slow_line', 'no_picture', 'no_sound'] as const;
export type TestCallProblem = (typeof testCallProblems)[number];

/** The same as where a picture of somebody is said to be unfit, and a microphone silent. */
const least = { frameRate: 4, levelDb: -88, lineMbit: 1 };

/** What stands in the way of a hearing, by what a test call has shown (K7-38). Of several ways through the network the surer one counts. */
export function problemsOf({ line, direct, relay }: TestCall): TestCallProblem[] {
  const used = relay && relay.connectedAfterMs !== null ? relay : direct;
  const isUp = used.connectedAfterMs !== null;
  const found: Record<TestCallProblem, boolean> = {
    no_direct: direct.connectedAfterMs === null,
    no_relay: relay !== null && relay.connectedAfterMs === null,
    no_turn: relay === null,
    not_measured: isUp && used.speed === null,
    slow: used.speed !== null && !isFastEnough(used.speed),
    slow_line: line.upMbit < least.lineMbit,
    no_picture: isUp && (used.frameRate ?? 0) < least.frameRate,
    no_sound: isUp && (used.levelDb ?? -120) < least.levelDb,
  };
  return testCallProblems.filter((problem) => found[problem]);
}
