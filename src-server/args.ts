import { parseArgs } from 'node:util';
import { z } from 'zod';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const zone = z.string().refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'unknown time zone');

const argsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(8480),
  host: z.string().min(1).max(255).default('127.0.0.1'),
  'data-dir': z.string().min(1).default('court-server-data'),
  'time-zone': zone.default('Asia/Almaty'),
  json: z.boolean().default(false),
  demo: z.boolean().default(false),
  'issue-token': z.boolean().default(false),
  court: z.string().trim().min(1).max(200).optional(),
  hall: z.string().trim().min(1).max(80).optional(),
  'import-schedule': z.string().min(1).optional(),
  'import-attachments': z.string().min(1).optional(),
  'set-password': z.boolean().default(false),
  'print-openapi': z.boolean().default(false),
  'stun-url': z.string().regex(/^stuns?:[^\s]+$/, 'stun:host:port').optional(),
  'turn-url': z.array(z.string().regex(/^turns?:[^\s]+$/, 'turn:host:port')).default([]),
  'turn-secret-file': z.string().min(1).optional(),
  'janus-url': z.string().regex(/^wss?:\/\/[^\s]+$/, 'ws://127.0.0.1:8188').optional(),
  'janus-secret-file': z.string().min(1).optional(),
}).refine((a) => (a['turn-url'].length === 0) === (a['turn-secret-file'] === undefined), { path: ['turn-secret-file'], message: 'goes with --turn-url' })
  .refine((a) => a['janus-secret-file'] === undefined || a['janus-url'] !== undefined, { path: ['janus-secret-file'], message: 'goes with --janus-url' });
export type Args = z.infer<typeof argsSchema>;

export const usage = `court server
  --port 8480 --host 127.0.0.1 --data-dir DIR --time-zone Asia/Almaty   serve
  --json                                    one JSON line when it listens
  --demo                                    demonstration hall, its token and its day; a sign-in link is printed
  --stun-url stun:HOST:3478                 for videoconference beyond the court's own network
  --turn-url turn:HOST:3478 --turn-secret-file FILE   relay (coturn with use-auth-secret); --turn-url may be repeated
  --janus-url ws://127.0.0.1:8188 --janus-secret-file FILE   distributor for more than six participants (Janus VideoRoom; its api_secret)
  --issue-token --court NAME --hall NAME    prints the device token of a hall, once; an earlier one ends
  --import-schedule FILE                    takes hearings over from a JSON file
  --import-attachments DIR                  takes over the files that came with petitions; a schedule names them by SHA-256
  --set-password                            reads the password of the browser view from standard input
  --print-openapi                           prints the API document`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  port: text, host: text, 'data-dir': text, 'time-zone': text, court: text, hall: text, 'import-schedule': text, 'import-attachments': text,
  json: flag, demo: flag, 'issue-token': flag, 'set-password': flag, 'print-openapi': flag,
  'stun-url': text, 'turn-url': { type: 'string', multiple: true } as const, 'turn-secret-file': text, 'janus-url': text, 'janus-secret-file': text,
};

export function readArgs(argv: string[]): Result<Args> {
  try {
    const parsed = argsSchema.safeParse(parseArgs({ args: argv, options, strict: true }).values);
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return err(appError('input.invalid', { field: `--${issue?.path.join('.') ?? ''}`, detail: issue?.message ?? 'invalid' }));
  } catch (e) {
    return err(appError('input.invalid', { detail: messageOf(e) }));
  }
}
