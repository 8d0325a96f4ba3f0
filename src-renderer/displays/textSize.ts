/** A display on a wall and the eye that reads it. */
export interface Viewing {
  diagonalInch: number;
  distanceM: number;
  widthPx: number;
  heightPx: number;
}

/** The usual judge's monitor: 43″ seen from 5 m. */
export const usualViewing = { diagonalInch: 43, distanceM: 5 } as const;

/** Height of Noto Sans capitals as a share of the font size. */
const capitalShare = 0.714;
const mmPerInch = 25.4;
const arcMinute = Math.PI / 180 / 60;

/** Font size in pixels at which capitals are `minutes` of arc high for that eye. */
export function fontSizePx({ diagonalInch, distanceM, widthPx, heightPx }: Viewing, minutes: number): number {
  const mmPerPx = (diagonalInch * mmPerInch) / Math.hypot(widthPx, heightPx);
  const capitalMm = distanceM * 1000 * 2 * Math.tan((minutes * arcMinute) / 2);
  return capitalMm / capitalShare / mmPerPx;
}

/** Minutes of arc: everything must be readable, the state must not be missed. */
export const readable = 16;
export const unmissable = 30;
