import { z } from 'zod';
import { nothing, problem, type Found } from './found.ts';

const sourcesSchema = z.array(z.object({
  name: z.string(),
  description: z.string().catch(''),
  monitor_source: z.string().catch(''),
  properties: z.record(z.string(), z.string()).catch({}),
}));
type PulseSource = z.infer<typeof sourcesSchema>[number];

/** A monitor is what a loudspeaker plays: recording it would record the hall's own output and call it a microphone. */
const isMonitor = (source: PulseSource): boolean =>
  source.properties['device.class'] === 'monitor' || source.monitor_source !== '' || source.name.endsWith('.monitor');

/** `pactl -f json list sources`. */
export function parsePulseSources(json: string): Found {
  let listed: unknown;
  try {
    listed = JSON.parse(json);
  } catch {
    return problem('The sound server answered in words that could not be understood.');
  }
  const sources = sourcesSchema.safeParse(listed);
  if (!sources.success) return problem('The sound server answered in words that could not be understood.');
  const microphones = sources.data.filter((source) => !isMonitor(source))
    .map(({ name, description }) => ({ name: description === '' || description === '(null)' ? name : description, source: { type: 'pulse' as const, device: name } }));
  return { ...nothing, microphones };
}
