import { parseArgs } from 'node:util';
import { roles, type Role } from '#shared/domain/actor.ts';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export const usage = `usage: npm run ctl -- <call> ['<json>'] [options]
       npm run ctl -- --list

  --as <role>           secretary (default), judge, specialist or administrator: signs in by the local file
  --data-dir <folder>   the console's data folder (default: COURTROOM_DATA_DIR or the system's usual place)
  --url <address>       a console elsewhere; then also:
  --user <login>        signs in with a password from COURTROOM_PASSWORD or the first line of standard input
  --certificate <file>  the certificate of that console, to be trusted
  --count <n>           ends a stream after n items

Answers are JSON on standard output, one line each. Exit code: 0 done, 1 refused, 2 wrong usage.
`;

export interface CtlCall {
  kind: 'call';
  name: string;
  input: unknown;
  target: { kind: 'local'; dataDir: string | undefined; role: Role } | { kind: 'remote'; url: string; login: string; certificateFile: string | undefined };
  count: number | null;
}

export type CtlArguments = CtlCall | { kind: 'list' } | { kind: 'help' };

const options = {
  as: { type: 'string' },
  'data-dir': { type: 'string' },
  url: { type: 'string' },
  user: { type: 'string' },
  certificate: { type: 'string' },
  count: { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const wrong = (detail: string) => err(appError('input.invalid', { detail }));

/** What was asked for; an error is wrong usage and says what. */
export function parseArguments(argv: string[]): Result<CtlArguments> {
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    if (values.help) return ok({ kind: 'help' });
    if (values.list) return ok({ kind: 'list' });
    return callOf(values, positionals);
  } catch (e) {
    return wrong(messageOf(e));
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function callOf(values: Values, [name, json = '{}', ...rest]: string[]): Result<CtlCall> {
  if (name === undefined) return wrong('no call named');
  if (rest.length > 0) return wrong(`more than one JSON input: quote it (${rest.join(' ')})`);
  const target = targetOf(values);
  if (!target.ok) return target;
  const count = values.count === undefined ? null : Number(values.count);
  if (count !== null && !(Number.isSafeInteger(count) && count > 0)) return wrong(`--count ${values.count} is no number of items`);
  const input = parseJson(json);
  return input.ok ? ok({ kind: 'call', name, input: input.value, target: target.value, count }) : input;
}

function targetOf(values: Values): Result<CtlCall['target']> {
  if (values.url === undefined) {
    if (values.user !== undefined || values.certificate !== undefined) return wrong('--user and --certificate go with --url');
    const role = roles.find((known) => known === (values.as ?? 'secretary'));
    return role ? ok({ kind: 'local', dataDir: values['data-dir'], role }) : wrong(`--as ${values.as}: one of ${roles.join(', ')}`);
  }
  if (values.user === undefined || values.as !== undefined) return wrong('--url needs --user and no --as');
  if (!/^https?:$/.test(URL.parse(values.url)?.protocol ?? '')) return wrong(`--url ${values.url}: http:// or https:// and a name`);
  return ok({ kind: 'remote', url: values.url, login: values.user, certificateFile: values.certificate });
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (e) {
    return wrong(`the input is not JSON: ${messageOf(e)}`);
  }
}
