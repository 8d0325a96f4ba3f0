import { ReadingLines } from './readingLines.ts';

/** What one camera showed at one moment. Brightness as in the picture: 16 is black, 235 white. */
export interface PictureReading {
  cameraId: string;
  meanLuma: number;
  /** A tenth of the picture is darker than this; a tenth is brighter than `brightLuma`. */
  darkLuma: number;
  brightLuma: number;
  /** Mean edge between neighbouring points: falls when the picture is out of focus. */
  edges: number;
  /** Mean difference to the picture before; 0 only where not a single point has changed. */
  difference: number;
}

const prefix = 'lavfi.signalstats.';
/** In the order in which they are printed. */
const keys = ['YLOW', 'YAVG', 'YHIGH', 'UAVG', 'YDIF'].map((key) => prefix + key);

function reading(cameraId: string, texts: readonly string[]): PictureReading | null {
  const figures = texts.map((text) => Number.parseFloat(text));
  if (!figures.every((figure) => Number.isFinite(figure))) return null;
  const [darkLuma, meanLuma, brightLuma, edges, difference] = figures as [number, number, number, number, number];
  return { cameraId, meanLuma, darkLuma, brightLuma, edges, difference };
}

/** The readings of one camera from the packets of its meter. */
export class PictureLines extends ReadingLines<PictureReading> {
  constructor() {
    super(keys, 'cam', reading);
  }
}
