import { readFile } from 'node:fs/promises';
import { appError, messageOf } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { defaultDataDir } from '../../process/dataDir.ts';
import { localConsoleFile, readLocalConsole } from '../../process/localConsole.ts';
import type { CtlCall } from './arguments.ts';
import { ConsoleClient } from './client.ts';

export interface Connected {
  client: ConsoleClient;
  signIn: () => Promise<Result<unknown>>;
}

/** Opens the connection; `signIn` is the first thing to do on it. */
export async function connectTo(target: CtlCall['target'], password: () => Promise<string>): Promise<Result<Connected>> {
  return target.kind === 'local' ? connectLocally(target) : connectRemotely(target, password);
}

async function connectLocally({ dataDir, role }: Extract<CtlCall['target'], { kind: 'local' }>): Promise<Result<Connected>> {
  const local = await readLocalConsole(localConsoleFile(dataDir ?? defaultDataDir()));
  if (!local.ok) return local;
  const { url, secret, certificatePem } = local.value;
  const client = await ConsoleClient.connect(url, certificatePem);
  return client.ok ? ok({ client: client.value, signIn: () => client.value.call('session.resume', { token: `local:${secret}:${role}` }) }) : client;
}

async function connectRemotely({ url, login, certificateFile }: Extract<CtlCall['target'], { kind: 'remote' }>, password: () => Promise<string>): Promise<Result<Connected>> {
  const certificate = await readCertificate(certificateFile);
  if (!certificate.ok) return certificate;
  const client = await ConsoleClient.connect(url, certificate.value);
  if (!client.ok) return client;
  return ok({ client: client.value, signIn: async () => client.value.call('session.login', { login, password: await password() }) });
}

async function readCertificate(file: string | undefined): Promise<Result<string | null>> {
  if (file === undefined) return ok(null);
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (e) {
    return err(appError('input.invalid', { field: 'certificate', detail: messageOf(e) }));
  }
}
