import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { zoneOffsetMs } from '../app/courtDay.ts';
import { courtTimeZone } from '../app/settings.ts';
import { createDiskTools } from '../disk/native.ts';
import { createWatchTools } from '../disk/watch.ts';
import { steadyClockLibrary } from '../disk/steadyClock.ts';
import { edgeUrls } from '../media-edge/edgeUrls.ts';
import { openSteadyClock } from '../process/clock.ts';
import { placesIn } from '../process/places.ts';
import { runRecorder } from '../recorder/service/service.ts';

/** The recorder's process. The last argument is the state folder, which lies in the console's data folder. */
const stateDir = process.argv.at(-1) as string;
const places = placesIn(dirname(stateDir));
const nativeDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'native');
const clock = await openSteadyClock(places.clock);
const library = await steadyClockLibrary(nativeDir, stateDir);
if (!library.ok) console.error(JSON.stringify({ ...library.error, text: 'a step of the system clock would reach the captures' }));

const watch = createWatchTools(nativeDir);
if (watch === null && process.platform === 'linux') console.error(JSON.stringify({ code: 'internal.unexpected', params: { detail: 'native/watch' }, text: 'captures are watched without native threads: it costs more of the processor, and nothing is lost by it' }));

/** Captures keep our time, whatever becomes of the machine's clock; what is preloaded already stays. */
function captureEnv(): NodeJS.ProcessEnv {
  if (!library.ok || library.value === null) return {};
  const preloaded = [library.value, process.env.LD_PRELOAD].filter((path) => path !== undefined).join(delimiter);
  return { LD_PRELOAD: preloaded, STEADY_CLOCK_OFFSET_US: String(Math.round(clock.offsetMs() * 1000)) };
}

await runRecorder({
  recordingsRoot: places.recordings, disk: createDiskTools(nativeDir), watch, stateDir, clock, captureEnv, version: packageJson.version,
  edge: edgeUrls(stateDir, clock), clipDir: places.voices,
  utcOffsetMinutes: zoneOffsetMs(courtTimeZone, clock.nowMs()) / 60_000,
});
