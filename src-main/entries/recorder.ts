import { dirname } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { zoneOffsetMs } from '../app/courtDay.ts';
import { courtTimeZone } from '../app/settings.ts';
import { edgeUrls } from '../media-edge/edgeUrls.ts';
import { systemClock } from '../process/clock.ts';
import { placesIn } from '../process/places.ts';
import { runRecorder } from '../recorder/service/service.ts';

/** The recorder's process. The last argument is the state folder, which lies in the console's data folder. */
const stateDir = process.argv.at(-1) as string;
const places = placesIn(dirname(stateDir));
const clock = systemClock;

await runRecorder({
  recordingsRoot: places.recordings, stateDir, clock, version: packageJson.version,
  edge: edgeUrls(stateDir, clock), clipDir: places.voices,
  utcOffsetMinutes: zoneOffsetMs(courtTimeZone, clock.nowMs()) / 60_000,
});
