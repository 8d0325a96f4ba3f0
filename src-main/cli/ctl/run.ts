import { randomUUID } from 'node:crypto';
import { contract, isCallName, isStreamName } from '#shared/contract/index.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { parseArguments, usage, type CtlCall } from './arguments.ts';
import type { ConsoleClient } from './client.ts';
import { connectTo } from './connect.ts';
import { fillIds } from './fillIds.ts';
import { plainWords } from './words.ts';

export interface CtlWorld {
  out: (line: string) => void;
  err: (line: string) => void;
  /** First line of standard input, or the environment's word. */
  password: () => Promise<string>;
  /** Ctrl-C. */
  interrupted: AbortSignal;
}

const exitCodes = { done: 0, refused: 1, usage: 2 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The whole of `ctl`, apart from the process around it. */
export async function runCtl(argv: string[], world: CtlWorld): Promise<ExitCode> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) return wrongUsage(parsed.error.detail ?? '', world);
  if (parsed.value.kind === 'help') return print(usage, world);
  if (parsed.value.kind === 'list') return print(callList(), world);
  const { name } = parsed.value;
  if (!isCallName(name) && !isStreamName(name)) return wrongUsage(`no such call: ${name} (see --list)`, world);
  const result = await carryOut(parsed.value, world);
  if (result.ok) return exitCodes.done;
  world.err(plainWords(result.error));
  world.err(JSON.stringify(result.error));
  return exitCodes.refused;
}

function wrongUsage(what: string, world: CtlWorld): ExitCode {
  world.err(`${what}\n\n${usage}`);
  return exitCodes.usage;
}

function print(text: string, world: CtlWorld): ExitCode {
  world.out(text.trimEnd());
  return exitCodes.done;
}

const callList = (): string =>
  Object.entries(contract).map(([name, { kind, access, doc }]) => `${name}  [${kind}; ${typeof access === 'string' ? access : access.join(', ')}]\n    ${doc}`).join('\n');

async function carryOut(call: CtlCall, world: CtlWorld): Promise<Result<unknown>> {
  const connected = await connectTo(call.target, world.password);
  if (!connected.ok) return connected;
  const { client, signIn } = connected.value;
  try {
    const signedIn = await signIn();
    return signedIn.ok ? await perform(client, call, world) : signedIn;
  } finally {
    client.close();
  }
}

async function perform(client: ConsoleClient, { name, input, count }: CtlCall, world: CtlWorld): Promise<Result<unknown>> {
  if (isStreamName(name)) return follow(client, name, input, count, world);
  if (!isCallName(name)) return err(appError('call.unknown', { params: { name } }));
  const result = await client.call(name, fillIds(name, input, randomUUID));
  if (result.ok) world.out(JSON.stringify(result.value));
  return result;
}

function follow(client: ConsoleClient, name: string, input: unknown, count: number | null, world: CtlWorld): Promise<Result<unknown>> {
  const enough = new AbortController();
  let items = 0;
  const onItem = (item: unknown) => {
    world.out(JSON.stringify(item));
    items += 1;
    if (items === count) enough.abort();
  };
  return client.stream(name, input, onItem, AbortSignal.any([enough.signal, world.interrupted]));
}
