/**
 * The machine-readable wall clock of the demonstration picture: two rows of black and white squares in
 * the lower left corner that spell the frame's own timestamp in milliseconds. One description serves
 * the filter that draws it and the decoder that reads it back.
 *
 * 48 cells: guard (white), 42 bits of the time, highest first, 4 bits of `time mod 15`, guard (black).
 * Every single flipped bit changes the remainder, so a wrong reading is told from a right one.
 */

const columns = 24;
const rows = 2;
const timeBits = 42;
const checkBits = 4;
const checkModulus = 15;
const cells = columns * rows;

export interface PictureSize { widthPx: number; heightPx: number }
export interface Box { xPx: number; yPx: number; widthPx: number; heightPx: number }

const even = (n: number): number => Math.floor(n / 2) * 2;

/** Side of one square: 16 px at 1280 px width, 4 px at 320. */
const cellSide = (size: PictureSize): number => Math.max(4, even(size.widthPx / 80));

/** Where the squares are, without the frame around them. */
export function clockArea(size: PictureSize): Box {
  const side = cellSide(size);
  return { xPx: side * 2, yPx: even(size.heightPx - side * (rows + 2)), widthPx: side * columns, heightPx: side * rows };
}

function cellBox(size: PictureSize, index: number): Box {
  const area = clockArea(size);
  const side = cellSide(size);
  return { xPx: area.xPx + (index % columns) * side, yPx: area.yPx + Math.floor(index / columns) * side, widthPx: side, heightPx: side };
}

export const fill = (box: Box, colour: string): string =>
  `drawbox=x=${box.xPx}:y=${box.yPx}:w=${box.widthPx}:h=${box.heightPx}:c=${colour}:t=fill`;

const frameMs = 'floor(t*1000+0.5)';
const bit = (value: string, place: number): string => `mod(floor(${value}/${2 ** place}),2)`;

/** What decides whether cell `index` is white; null for the guards, which never change. */
function cellCondition(index: number): string | null {
  if (index >= 1 && index <= timeBits) return bit(frameMs, timeBits - index);
  const check = index - 1 - timeBits;
  return check >= 0 && check < checkBits ? bit(`mod(${frameMs},${checkModulus})`, checkBits - 1 - check) : null;
}

/** Filters that draw the clock; frames must carry the wall clock in seconds as their time. */
export function clockFilters(size: PictureSize): string[] {
  const filters = [fill(clockArea(size), 'black'), fill(cellBox(size, 0), 'white')];
  for (let index = 0; index < cells; index += 1) {
    const condition = cellCondition(index);
    if (condition !== null) filters.push(`${fill(cellBox(size, index), 'white')}:enable='${condition}'`);
  }
  return filters;
}

/** Mean brightness of the inner half of a cell; its edges are blurred by the codec. */
function brightness(gray: Uint8Array, area: Box, side: number, index: number): number {
  const inset = side / 4;
  const left = (index % columns) * side + inset;
  const top = Math.floor(index / columns) * side + inset;
  let sum = 0;
  for (let y = top; y < top + side / 2; y += 1)
    for (let x = left; x < left + side / 2; x += 1) sum += gray[Math.floor(y) * area.widthPx + Math.floor(x)] ?? 0;
  return sum / (side / 2) ** 2;
}

/**
 * Reads the clock from the gray pixels of `clockArea(size)`. Null when the squares do not say a time:
 * guards wrong, or remainder and time do not agree.
 */
export function readClock(gray: Uint8Array, size: PictureSize): number | null {
  const area = clockArea(size);
  const white = (index: number): boolean => brightness(gray, area, cellSide(size), index) > 126;
  const number = (from: number, count: number): number =>
    Array.from({ length: count }, (_, i) => Number(white(from + i))).reduce((sum, one) => sum * 2 + one, 0);
  if (!white(0) || white(cells - 1)) return null;
  const ms = number(1, timeBits);
  return number(1 + timeBits, checkBits) === ms % checkModulus ? ms : null;
}
