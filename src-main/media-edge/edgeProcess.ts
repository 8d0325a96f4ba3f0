import { join } from 'node:path';
import NodeMediaServer, { type Player, type Publisher } from 'node-media-server';
import { addressesSchema, readAddresses } from './edgeState.ts';

/**
 * The process that carries live pictures: node-media-server and nothing else. It is one of its own
 * because it ends itself on a busy port and dies of malformed input; the console starts it again.
 * The last argument is the state folder. Ports and secret are read there and not from the command
 * line, which everybody on the machine can see.
 */
async function main(stateDir: string): Promise<void> {
  const { rtmpPort, httpPort, secret } = addressesSchema.parse(await readAddresses(stateDir));
  const server = new NodeMediaServer({
    bind: '127.0.0.1',
    rtmp: { port: rtmpPort },
    http: { port: httpPort },
    auth: { play: true, publish: true, secret },
    webadmin: { enable: false },
    store: { path: join(stateDir, 'media-edge-data') },
  });
  server.on('prePublish', (publisher) => cutOffUnlessSigned(publisher, secret));
  server.on('prePlay', withoutThePast);
  await server.run();
}

/**
 * node-media-server refuses a push with a wrong signature, but shows its pictures to the viewers until
 * the connection has ended. Here nothing of it gets through.
 */
function cutOffUnlessSigned(publisher: Publisher, secret: string): void {
  if (publisher.broadcast.verifyAuth(secret, publisher)) return;
  if (publisher.rtmp) publisher.rtmp.onPacketCallback = () => undefined;
  publisher.socket?.destroy();
}

/**
 * The recorder reads over RTMP, and stamps a picture with the moment at which it comes: what the server has kept for
 * new viewers would be recorded as the present, also of a camera that has gone.
 */
function withoutThePast({ protocol, broadcast }: Player): void {
  if (protocol === 'rtmp') broadcast.rtmpGopCache = null;
}

await main(process.argv.at(-1) as string);
