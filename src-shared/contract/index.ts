import type { z } from 'zod';
import { hearingCalls, incidentCalls, protocolCalls, scheduleCalls } from './calls/hearing.ts';
import { conferenceCalls, conferenceStreams } from './calls/conference.ts';
import { hallCalls } from './calls/halls.ts';
import { mailCalls } from './calls/mail.ts';
import { machineCalls, streamCalls } from './calls/machine.ts';
import { sessionCalls, settingsCalls, setupCalls } from './calls/session.ts';
import { noticeCalls } from './calls/notices.ts';
import { observerCalls, observerStreams } from './calls/observers.ts';
import { participantCalls } from './calls/participants.ts';
import { procedureCalls } from './calls/procedure.ts';
import { readinessCalls } from './calls/readiness.ts';
import { ruleCalls } from './calls/rules.ts';
import type { StreamCall } from './define.ts';

/**
 * The one list of everything a window, a script or another program may ask of the console.
 * Both transports, the router, the renderer's client, `ctl` and docs/contract.md derive from it.
 */
export const contract = {
  ...setupCalls,
  ...sessionCalls,
  ...settingsCalls,
  ...scheduleCalls,
  ...hearingCalls,
  ...incidentCalls,
  ...noticeCalls,
  ...mailCalls,
  ...protocolCalls,
  ...procedureCalls,
  ...ruleCalls,
  ...hallCalls,
  ...readinessCalls,
  ...conferenceCalls,
  ...participantCalls,
  ...observerCalls,
  ...machineCalls,
  ...streamCalls,
  ...conferenceStreams,
  ...observerStreams,
} as const;

export type Contract = typeof contract;
export type AnyName = keyof Contract;
export type StreamName = { [N in AnyName]: Contract[N] extends StreamCall ? N : never }[AnyName];
export type CallName = Exclude<AnyName, StreamName>;

/** What a caller writes (defaults may be left out). */
export type Input<N extends AnyName> = z.input<Contract[N]['input']>;
/** What a handler receives. */
export type ParsedInput<N extends AnyName> = z.output<Contract[N]['input']>;
export type Output<N extends AnyName> = z.output<Contract[N]['output']>;

export const isCallName = (name: string): name is CallName => Object.hasOwn(contract, name) && contract[name as AnyName].kind !== 'stream';
export const isStreamName = (name: string): name is StreamName => Object.hasOwn(contract, name) && contract[name as AnyName].kind === 'stream';
