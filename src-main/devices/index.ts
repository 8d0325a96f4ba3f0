import { cameraSourceSchema, microphoneSourceSchema } from '#shared/domain/hall.ts';
import { runToEnd } from '#main/process/runner.ts';
import { parseAvfoundation } from './avfoundation.ts';
import { parseDshow } from './dshow.ts';
import { problem, type Found } from './found.ts';
import { discoverLinux } from './linux.ts';

const timeoutMs = 10_000;

/** ffmpeg lists devices on its error output and then fails to open the dummy: the exit code says nothing. */
async function askFfmpeg(args: string[], parse: (text: string) => Found): Promise<Found> {
  const listed = await runToEnd('ffmpeg', ['-hide_banner', '-nostdin', ...args], { timeoutMs });
  return listed.ok ? parse(listed.value.stderr) : problem(`ffmpeg could not be asked for devices: ${listed.error.detail ?? listed.error.code}`);
}

const platforms: Partial<Record<NodeJS.Platform, () => Promise<Found>>> = {
  linux: discoverLinux,
  win32: () => askFfmpeg(['-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'], parseDshow),
  darwin: () => askFfmpeg(['-f', 'avfoundation', '-list_devices', 'true', '-i', ''], parseAvfoundation),
};

/** What a hall could not be set up with is not offered. */
export function usable({ cameras, microphones, problems }: Found): Found {
  const unusable = [
    ...cameras.filter((c) => !cameraSourceSchema.safeParse(c.source).success),
    ...microphones.filter((m) => !microphoneSourceSchema.safeParse(m.source).success),
  ];
  return {
    cameras: cameras.filter((c) => !unusable.includes(c)),
    microphones: microphones.filter((m) => !unusable.includes(m)),
    problems: [...problems, ...unusable.map(({ name }) => `${JSON.stringify(name)} has a name that cannot be used.`)],
  };
}

/** Cameras and microphones on this computer. Never fails: what could not be looked at is a problem in the answer. */
export async function discoverDevices(): Promise<Found> {
  const discover = platforms[process.platform];
  return discover ? usable(await discover()) : problem(`Devices of ${process.platform} are not known; enter them by name.`);
}
