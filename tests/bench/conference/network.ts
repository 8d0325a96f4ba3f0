import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = async (...args: string[]): Promise<void> => { await run('ip', args); };

/** Addresses of the benches alone. */
const net = { hall: '10.77.1.1', serverToHall: '10.77.1.2', serverToFar: '10.77.2.1', far: '10.77.2.2', farLater: '10.77.2.3' };
export const serverHost = net.serverToHall;

export type Cut = 'carrier' | 'silent' | 'moved';

export interface Network {
  /** Arguments in front of a program that is to run in one of the two. */
  inServer: string[];
  inFar: string[];
  /** `carrier`: the far computer sees that its cable is out. `silent`: nothing arrives and nobody is told. `moved`: as `carrier`, and it comes back with another address. */
  cut(how: Cut): Promise<void>;
  join(how: Cut): Promise<void>;
  remove(): Promise<void>;
}

/** The hall is this machine; court server and participant have namespaces of their own. What goes between hall and participant passes the server's. */
export async function createNetwork(): Promise<Network> {
  const [server, far] = [`court-${process.pid}`, `far-${process.pid}`];
  const [toServer, fromHall, toFar, fromServer] = [`ch${process.pid}`, 'fromhall', 'tofar', 'court0'];
  await ip('netns', 'add', server);
  await ip('netns', 'add', far);
  await ip('link', 'add', toServer, 'type', 'veth', 'peer', 'name', fromHall, 'netns', server);
  await ip('-n', server, 'link', 'add', toFar, 'type', 'veth', 'peer', 'name', fromServer, 'netns', far);
  for (const space of [server, far]) await ip('-n', space, 'link', 'set', 'lo', 'up');
  await ip('addr', 'add', `${net.hall}/24`, 'dev', toServer);
  await ip('link', 'set', toServer, 'up');
  await ip('-n', server, 'addr', 'add', `${net.serverToHall}/24`, 'dev', fromHall);
  await ip('-n', server, 'addr', 'add', `${net.serverToFar}/24`, 'dev', toFar);
  for (const device of [fromHall, toFar]) await ip('-n', server, 'link', 'set', device, 'up');
  const farHas = async (address: string): Promise<void> => {
    await ip('-n', far, 'addr', 'flush', 'dev', fromServer);
    await ip('-n', far, 'addr', 'add', `${address}/24`, 'dev', fromServer);
    await ip('-n', far, 'link', 'set', fromServer, 'up');
    await ip('-n', far, 'route', 'replace', 'default', 'via', net.serverToFar);
  };
  await farHas(net.far);
  await ip('route', 'replace', '10.77.2.0/24', 'via', net.serverToHall);
  await run('ip', ['netns', 'exec', server, 'sysctl', '-q', 'net.ipv4.ip_forward=1']);
  let address = net.far;
  /** Pulled and put back on the far side of the cable: the far computer keeps its address and loses its routes. */
  const cable = async (state: 'up' | 'down'): Promise<void> => {
    await ip('-n', server, 'link', 'set', toFar, state);
    if (state === 'up') await ip('-n', far, 'route', 'replace', 'default', 'via', net.serverToFar);
  };
  const silence = async (verb: 'add' | 'del', host: string): Promise<void> => {
    await ip('-n', server, 'rule', verb, 'from', host, 'lookup', '77', 'pref', '10');
    await ip('-n', server, 'rule', verb, 'to', host, 'lookup', '77', 'pref', '11');
  };
  await ip('-n', server, 'route', 'add', 'blackhole', 'default', 'table', '77');
  return {
    inServer: ['ip', 'netns', 'exec', server], inFar: ['ip', 'netns', 'exec', far],
    async cut(how) {
      if (how === 'silent') return silence('add', address);
      return cable('down');
    },
    async join(how) {
      if (how === 'silent') return silence('del', address);
      if (how === 'moved') {
        address = address === net.far ? net.farLater : net.far;
        await farHas(address);
      }
      return cable('up');
    },
    async remove() {
      await ip('link', 'del', toServer).catch(() => undefined);
      for (const space of [server, far]) await ip('netns', 'del', space);
    },
  };
}
