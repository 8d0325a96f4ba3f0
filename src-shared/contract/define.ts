import type { z } from 'zod';
import type { Role } from '../domain/actor.ts';

/**
 * Who may call: nobody signed in yet, anyone signed in, or these roles.
 * An administrator may do what a specialist may.
 */
export type Access = 'anonymous' | 'signed_in' | readonly Role[];

interface CallBase<I extends z.ZodType, O extends z.ZodType> {
  /** One sentence for the API document: what it does and what it guarantees. */
  doc: string;
  access: Access;
  input: I;
  output: O;
}

export interface CommandCall<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends CallBase<I, O> { kind: 'command' }
export interface QueryCall<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends CallBase<I, O> { kind: 'query' }
/** `output` is the schema of each item. */
export interface StreamCall<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends CallBase<I, O> { kind: 'stream' }

export type AnyCall = CommandCall | QueryCall | StreamCall;

/** Changes something. Whatever it acknowledges is on disk. */
export const command = <I extends z.ZodType, O extends z.ZodType>(spec: CallBase<I, O>): CommandCall<I, O> => ({ kind: 'command', ...spec });
export const query = <I extends z.ZodType, O extends z.ZodType>(spec: CallBase<I, O>): QueryCall<I, O> => ({ kind: 'query', ...spec });
export const stream = <I extends z.ZodType, O extends z.ZodType>(spec: CallBase<I, O>): StreamCall<I, O> => ({ kind: 'stream', ...spec });
