import { randomUUID } from 'node:crypto';
import type { CallName, Input, Output } from '#shared/contract/index.ts';
import type { Role } from '#shared/domain/actor.ts';
import { contract } from '#shared/contract/index.ts';
import { ConsoleClient } from '../ctl/client.ts';

type Filled<N extends CallName> = Omit<Input<N>, 'commandId'>;

/** Somebody signed in at the console, as the demonstration and the benchmarks need them: a refusal is the end. */
export class Operator {
  readonly token: string;
  readonly #client: ConsoleClient;

  private constructor(client: ConsoleClient, token: string) {
    this.#client = client;
    this.token = token;
  }

  static async signIn(url: string, role: Role): Promise<Operator> {
    const connected = await ConsoleClient.connect(url, null);
    if (!connected.ok) throw new Error(connected.error.detail ?? connected.error.code);
    const client = connected.value;
    await ask(client, 'setup.tryDemo', { commandId: randomUUID(), courtServer: false }, ['setup.already_done']);
    const signedIn = await ask(client, 'session.loginDemo', { role });
    return new Operator(client, signedIn?.token ?? '');
  }

  async do<N extends CallName>(name: N, input: Filled<N>): Promise<Output<N>> {
    const answer = await ask(this.#client, name, { commandId: randomUUID(), ...input });
    if (answer === null) throw new Error(`${name}: refused`);
    return answer;
  }

  close(): void {
    this.#client.close();
  }
}

async function ask<N extends CallName>(client: ConsoleClient, name: N, input: unknown, tolerated: string[] = []): Promise<Output<N> | null> {
  const result = await client.call(name, input);
  if (result.ok) return contract[name].output.parse(result.value) as Output<N>;
  if (tolerated.includes(result.error.code)) return null;
  throw new Error(`${name}: ${result.error.code} ${result.error.field ?? ''} ${result.error.detail ?? ''}`.trim());
}
