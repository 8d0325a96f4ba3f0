import type { PictureReading } from '#main/recorder/signal/pictureReading.ts';
import type { SoundReading } from '#main/recorder/signal/soundReading.ts';

/** A reading as ffmpeg 5.1 prints it. */
export const printedSound = (reading: SoundReading): string => [
  'frame:3    pts:86170736709427 pts_time:1.79522e+09',
  `lavfi.astats.Overall.Peak_level=${reading.peakDb.toFixed(6)}`,
  `lavfi.astats.Overall.RMS_level=${reading.rmsDb.toFixed(6)}`,
  `lavfi.astats.Overall.Flat_factor=${reading.flatFactorDb.toFixed(6)}`,
  `lavfi.astats.Overall.Peak_count=${reading.extremeSamples.toFixed(6)}`,
  `lavfi.astats.1.RMS_level=${reading.lowBandDb.toFixed(6)}`,
  `lavfi.astats.2.RMS_level=${reading.speechBandDb.toFixed(6)}`,
  `lavfi.astats.3.RMS_level=${reading.withoutMainsDb.toFixed(6)}`,
  `mic=${reading.microphoneId}/`, '',
].join('\n');

const colours = ['VMIN', 'VLOW', 'VAVG', 'VHIGH', 'VMAX', 'SATMIN', 'SATLOW', 'SATAVG', 'SATHIGH', 'SATMAX', 'HUEMED', 'HUEAVG'];

export const printedPicture = (reading: PictureReading): string => [
  'frame:7    pts:5600000 pts_time:2.8',
  'lavfi.signalstats.YMIN=16', `lavfi.signalstats.YLOW=${reading.darkLuma}`, `lavfi.signalstats.YAVG=${reading.meanLuma}`, `lavfi.signalstats.YHIGH=${reading.brightLuma}`, 'lavfi.signalstats.YMAX=235',
  'lavfi.signalstats.UMIN=0', 'lavfi.signalstats.ULOW=0', `lavfi.signalstats.UAVG=${reading.edges}`, 'lavfi.signalstats.UHIGH=4', 'lavfi.signalstats.UMAX=250',
  ...colours.map((key) => `lavfi.signalstats.${key}=1`),
  `lavfi.signalstats.YDIF=${reading.difference}`, 'lavfi.signalstats.UDIF=0.3', 'lavfi.signalstats.VDIF=0.3',
  `cam=${reading.cameraId}/`, '',
].join('\n');

/** What an open microphone gives in a quiet room. */
export const room: SoundReading = {
  microphoneId: 'mic1', rmsDb: -65, peakDb: -54, crestDb: 11, flatFactorDb: 0, extremeSamples: 2, constant: false, lowBandDb: -66, speechBandDb: -70.5, withoutMainsDb: -66.1,
};

/** What a camera shows of a lit room. */
export const hall: PictureReading = { cameraId: 'cam1', darkLuma: 60, meanLuma: 116, brightLuma: 190, edges: 3, difference: 0.2 };
