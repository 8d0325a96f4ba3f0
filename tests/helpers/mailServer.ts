import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string;
  user: string | null;
  isEncrypted: boolean;
  raw: string;
}

type Answer = { refuse: number; text: string } | 'accept' | 'hang' | 'drop';

export interface MailServerBehaviour {
  security: 'tls' | 'starttls' | 'none';
  port?: number;
  /** Without one nobody has to sign in. */
  login?: { user: string; password: string };
  pair?: { certificatePem: string; keyPem: string };
  /** To a recipient, and to the n-th message that was handed over whole, from 1. */
  toRecipient?: (address: string) => Answer;
  toMessage?: (n: number) => Answer;
}

export interface TestMailServer {
  port: number;
  received: ReceivedMail[];
  /** Handed over whole, whatever became of them. */
  handed: ReceivedMail[];
  stop(): Promise<void>;
}

const refusal = ({ refuse, text: words }: { refuse: number; text: string }) => Object.assign(new Error(words), { responseCode: refuse });

/** A real mail server on a socket of this computer, which does what a test wants. */
export async function startMailServer({ security, port = 0, login, pair, toRecipient = () => 'accept', toMessage = () => 'accept' }: MailServerBehaviour): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  const handed: ReceivedMail[] = [];
  const options: SMTPServerOptions = {
    logger: false, secure: security === 'tls', authOptional: !login, allowInsecureAuth: true, closeTimeout: 50,
    disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    ...(pair ? { key: pair.keyPem, cert: pair.certificatePem } : {}),
    onAuth: ({ username, password }, _, done) => (username === login?.user && password === login?.password
      ? done(null, { user: username ?? '' })
      // As some servers do: the refusal repeats what was sent.
      : done(Object.assign(new Error(`no such sign-in: ${username} ${password} ${Buffer.from(password ?? '').toString('base64')}`), { responseCode: 535 }))),
    onRcptTo: ({ address }, _, done) => {
      const answer = toRecipient(address);
      done(typeof answer === 'object' ? refusal(answer) : null);
    },
    onData: (stream, session, done) => void text(stream).then((raw) => {
      const mail = {
        raw, from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', to: session.envelope.rcptTo[0]?.address ?? '',
        user: typeof session.user === 'string' ? session.user : null, isEncrypted: session.secure,
      };
      handed.push(mail);
      const answer = toMessage(handed.length);
      if (answer === 'hang') return;
      if (answer === 'drop') return server.connections.forEach((connection) => connection.close());
      if (answer !== 'accept') return done(refusal(answer));
      received.push(mail);
      done(null, `taken as ${received.length}`);
    }),
  };
  const server = new SMTPServer(options);
  server.on('error', () => undefined); // clients that break off: what a test is about
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port, received, handed,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
