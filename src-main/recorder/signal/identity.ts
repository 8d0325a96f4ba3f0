import { z } from 'zod';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/**
 * Who is really connected. When a source disappears, PulseAudio moves whoever listened to it to another
 * one without a word: the recording goes on, with another person's microphone.
 */

const outputSchema = z.object({
  index: z.int(),
  source: z.int(),
  properties: z.object({ 'application.process.id': z.string().optional() }),
});
const sourceSchema = z.object({ index: z.int(), name: z.string() });

/** Somebody who listens to a source. */
export interface SourceOutput {
  index: number;
  pid: number | null;
  /** Null when the source has gone since. */
  sourceName: string | null;
}

function parsed<T>(schema: z.ZodType<T>, json: string): Result<T> {
  try {
    return ok(schema.parse(JSON.parse(json)));
  } catch {
    return err(appError('internal.unexpected', { detail: `pactl: ${json.slice(0, 200)}` }));
  }
}

/** From `pactl -f json list source-outputs` and `pactl -f json list sources`. */
export function parseListeners(outputsJson: string, sourcesJson: string): Result<SourceOutput[]> {
  const outputs = parsed(z.array(outputSchema), outputsJson);
  if (!outputs.ok) return outputs;
  const sources = parsed(z.array(sourceSchema), sourcesJson);
  if (!sources.ok) return sources;
  const names = new Map(sources.value.map(({ index, name }) => [index, name]));
  return ok(outputs.value.map(({ index, source, properties }) => {
    const pid = Number(properties['application.process.id']);
    return { index, pid: Number.isInteger(pid) ? pid : null, sourceName: names.get(source) ?? null };
  }));
}

export interface ExpectedMicrophone {
  microphoneId: string;
  /** The process that records it. */
  pid: number;
  /** The source's name, or one of the server's words for "whichever". */
  device: string;
}

export type Identity =
  | { microphoneId: string; identity: 'right'; name: string }
  | { microphoneId: string; identity: 'replaced'; byName: string }
  | { microphoneId: string; identity: 'absent' };

/** Which output was found to be a microphone's, and what it was connected to when it was first seen. */
interface Binding {
  output: number;
  firstName: string;
}
export type Bindings = ReadonlyMap<string, Binding>;

const whichever = new Set(['default', '@DEFAULT_SOURCE@']);

type Free = (SourceOutput & { sourceName: string })[];
const pick = (free: Free, is: (output: Free[number]) => boolean): Free[number] | null => {
  const at = free.findIndex(is);
  return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
};

/**
 * Each expected microphone's output. One process listens to many microphones by outputs that only differ in
 * their source: an output is a microphone's if it was so before, else if it is connected to its device, and only
 * then whatever is left of the process.
 */
function assigned(expected: readonly ExpectedMicrophone[], outputs: readonly SourceOutput[], before: Bindings): Map<string, Free[number]> {
  const free: Free = outputs.flatMap((output) => (output.sourceName === null ? [] : [{ ...output, sourceName: output.sourceName }]));
  const found = new Map<string, Free[number]>();
  const claims: ((microphone: ExpectedMicrophone, output: Free[number]) => boolean)[] = [
    ({ microphoneId }, { index }) => before.get(microphoneId)?.output === index,
    ({ device }, { sourceName }) => device === sourceName,
    ({ device }) => whichever.has(device),
    () => true,
  ];
  for (const claim of claims)
    for (const microphone of expected) {
      if (found.has(microphone.microphoneId)) continue;
      const output = pick(free, (o) => o.pid === microphone.pid && claim(microphone, o));
      if (output) found.set(microphone.microphoneId, output);
    }
  return found;
}

/**
 * Is each microphone the one it should be? `before`: what the last look returned. A "whichever" device
 * is right as long as it is what it was at the first look, also for a later process.
 */
export function judgeIdentity(expected: readonly ExpectedMicrophone[], outputs: readonly SourceOutput[], before: Bindings): { reports: Identity[]; bindings: Bindings } {
  const found = assigned(expected, outputs, before);
  const bindings = new Map(before);
  const reports = expected.map(({ microphoneId, device }): Identity => {
    const output = found.get(microphoneId);
    if (!output) return { microphoneId, identity: 'absent' };
    const firstName = before.get(microphoneId)?.firstName ?? output.sourceName;
    bindings.set(microphoneId, { output: output.index, firstName });
    const name = whichever.has(device) ? firstName : device;
    return output.sourceName === name
      ? { microphoneId, identity: 'right', name }
      : { microphoneId, identity: 'replaced', byName: output.sourceName };
  });
  return { reports, bindings };
}
