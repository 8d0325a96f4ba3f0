import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { generate } from 'selfsigned';
import { writePrivateFile } from '../../process/privateFile.ts';

export interface TlsPair {
  certificatePem: string;
  keyPem: string;
}

const dayMs = 86_400_000;
const lifeMs = 3 * 365 * dayMs;
const renewBeforeMs = 30 * dayMs;

/**
 * The console's own certificate for the court's network, kept in `file` (readable by this user only)
 * so that browsers which trusted it once go on doing so. A new one is made when it is missing,
 * about to expire, or does not name every address; the former one stays beside it.
 */
export async function webCertificate(file: string, names: readonly string[], nowMs: number): Promise<TlsPair> {
  const kept = await readPair(file);
  if (kept && coversAll(kept, names, nowMs)) return kept;
  if (kept) await rename(file, `${file}.${nowMs}.former`);
  const made = await makePair(names, nowMs);
  await writePrivateFile(file, made.keyPem + made.certificatePem);
  return made;
}

async function makePair(names: readonly string[], nowMs: number): Promise<TlsPair> {
  const altNames = names.map((name) => (isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }));
  const made = await generate([{ name: 'commonName', value: 'Courtroom Console' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - dayMs),
    notAfterDate: new Date(nowMs + lifeMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  return { certificatePem: endsInLine(made.cert), keyPem: endsInLine(made.private) };
}

const endsInLine = (pem: string): string => `${pem.replaceAll('\r\n', '\n').trim()}\n`;

async function readPair(file: string): Promise<TlsPair | null> {
  const text = await readFile(file, 'utf8').catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return '';
    throw e;
  });
  const [keyPem, certificatePem] = [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----\n/, /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----\n/]
    .map((block) => block.exec(text)?.[0]);
  return keyPem && certificatePem ? { keyPem, certificatePem } : null;
}

function coversAll({ certificatePem, keyPem }: TlsPair, names: readonly string[], nowMs: number): boolean {
  const certificate = new X509Certificate(certificatePem);
  const named = names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined);
  return named && certificate.checkPrivateKey(createPrivateKey(keyPem)) && certificate.validToDate.getTime() - renewBeforeMs > nowMs;
}
