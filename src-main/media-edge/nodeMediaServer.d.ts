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
  export default class NodeMediaServer {
    constructor(configuration: Configuration);
    run(): Promise<void>;
  }
}
