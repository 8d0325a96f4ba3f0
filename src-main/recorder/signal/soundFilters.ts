import { idEnd } from './readingLines.ts';

/**
 * What is measured of one microphone: first the samples as they are recorded, then, eight thousand a
 * second, three copies side by side – as it is, as speech, without the mains. One line of filters and one
 * print: the figures of a reading belong to the same tenth of a second.
 */

const samplesPerReading = 4800; // 100 ms at 48 kHz

/** A reading is 320 to 350 bytes, more than one packet and less than two: it waits for the next one at most, and no loss of one packet goes unnoticed. */
const packetBytes = 300;

/** Speech is understood from what lies between 300 and 3400 Hz; the upper end is that of the 8 kHz copy. */
const speechFromHz = 300;

/** 50 Hz mains, and what its rectifiers and lamps make of it. */
const mainsHz = [50, 100, 150, 250];

/** Narrow enough to take nothing else away, wide enough for a mains that is not exactly 50 Hz. */
const mainsWidthHz = 4;

/** With gains of exactly one `pan` moves channels instead of mixing them, and ffmpeg 5.1 leaves the third one silent. */
const threeCopies = `pan=3.0|${[0, 1, 2].map((copy) => `c${copy}=0.9999*c0`).join('|')}`;

/** With a thread for each channel 100 ms of sound cost three times as much, most of it waiting (measured). */
const alone = 'threads=1';

const wholeSignal = `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+RMS_level+Flat_factor+Peak_count:${alone}`;
const eachBand = `astats=metadata=1:reset=1:measure_overall=none:measure_perchannel=RMS_level:${alone}`;

/**
 * Filters of one microphone's metering branch: mono, 48 kHz in; ten readings a second, the microphone's id
 * last, as packets to the loopback `port`. What comes out is for `-f null -` only.
 * Costs 0.004 of a core, which is 0.002 more than peak and RMS alone (8 microphones for 20 s).
 */
export function soundMeter(microphoneId: string, port: number): string {
  return [
    `asetnsamples=n=${samplesPerReading}:p=0`, wholeSignal,
    'aresample=8000', threeCopies,
    `highpass=f=${speechFromHz}:channels=FR:${alone}`,
    ...mainsHz.map((hz) => `bandreject=f=${hz}:width_type=h:w=${mainsWidthHz}:channels=FC:${alone}`),
    eachBand,
    `ametadata=mode=add:key=mic:value=${microphoneId}${idEnd}`,
    `ametadata=mode=print:file=udp\\\\://127.0.0.1\\\\:${port}?pkt_size=${packetBytes}`,
  ].join(',');
}
