/** The part of node-media-server that is used here; the package brings no types. */
declare module 'node-media-server' {
  interface Configuration {
    bind: string;
    rtmp: { port: number };
    http: { port: number };
    auth: { play: boolean; publish: boolean; secret: string };
    webadmin: { enable: boolean };
    /** Where it keeps its list of past streams; without it, a folder `data` in the working directory. */
    store: { path: string };
  }
  /** Somebody who wants to push a stream; RTMP has a socket and a parser of its own. */
  export interface Publisher {
    broadcast: { verifyAuth(secret: string, publisher: Publisher): boolean };
    socket?: { destroy(): void };
    rtmp?: { onPacketCallback: () => void };
  }
  /** Somebody who looks at a stream. `rtmpGopCache` is what a new one over RTMP is sent first. */
  export interface Player {
    protocol: string;
    broadcast: { rtmpGopCache: object | null };
  }
  export default class NodeMediaServer {
    constructor(configuration: Configuration);
    on(event: 'prePublish', listener: (publisher: Publisher) => void): void;
    on(event: 'prePlay', listener: (player: Player) => void): void;
    run(): Promise<void>;
  }
}
