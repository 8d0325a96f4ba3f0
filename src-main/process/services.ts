import { join } from 'node:path';

/** Programs of the console that run in a process of their own; each is one bundle beside the console's. */
const serviceNames = ['recorder', 'media-edge', 'court-server'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface ServiceCommand {
  file: string;
  args: string[];
}

export interface Program {
  execPath: string;
  /** Set inside Electron only. */
  electronVersion: string | undefined;
  /** Electron started on a folder (`electron .`) instead of as an installed program. */
  electronFolder: string | undefined;
  /** Folder of the bundles (dist/node). */
  bundleDir: string;
}

const serviceFlag = '--service=';

/**
 * Services run for days and make little that lasts. Left to itself V8 gives them more and more room for what does not: in
 * an hour of recording the recorder went from 85 to 211 MB, of which it used 20; with the second flag
 * alone from 55 to 77, with both it stays where it is (49 to 50 MB in an hour).
 */
const v8Flags = ['--optimize-for-size', '--max-semi-space-size=4'];

/**
 * How to start a service with the program we are running in. Node runs its bundle. Inside Electron
 * the fuse `runAsNode` is off, so that nobody can use the signed program as a bare Node: the service
 * is the same program with `--service=<name>`, which the entry looks at before anything else.
 */
export function serviceArguments(name: ServiceName, program: Program): ServiceCommand {
  if (program.electronVersion === undefined) return { file: program.execPath, args: [...v8Flags, join(program.bundleDir, `${name}.js`)] };
  const folder = program.electronFolder === undefined ? [] : [program.electronFolder];
  return { file: program.execPath, args: [...folder, `--js-flags=${v8Flags.join(' ')}`, `${serviceFlag}${name}`] };
}

/** The service this process was started to be; null for the console itself. */
export function requestedService(argv: readonly string[]): ServiceName | null {
  const asked = argv.find((arg) => arg.startsWith(serviceFlag))?.slice(serviceFlag.length);
  return serviceNames.find((name) => name === asked) ?? null;
}

/** The program this process is. `defaultApp` is Electron's word for "started on a folder". */
export function currentProgram(bundleDir: string): Program {
  const electron = process as NodeJS.Process & { defaultApp?: boolean };
  return {
    execPath: process.execPath,
    electronVersion: process.versions.electron,
    electronFolder: electron.defaultApp ? process.argv[1] : undefined,
    bundleDir,
  };
}
