import { fill, type Box, type PictureSize } from './pictureClock.ts';

/**
 * The picture of a demonstration camera: a flat drawing of a courtroom, a watermark and a clock for
 * people. Everything is made of rectangles, so that no font and no picture file has to be found.
 * Coordinates are those of a 1280 × 720 picture and are scaled to the camera's size.
 */

interface Palette { wall: string; panel: string; desk: string; cloth: string; accent: string }
type Shape = [x: number, y: number, width: number, height: number, colour: string];

const palettes: readonly Palette[] = [
  { wall: '0xd9e2e6', panel: '0x8a6a4a', desk: '0x6b4a2f', cloth: '0x2b2f3a', accent: '0x1f8fb3' },
  { wall: '0xe6e1d6', panel: '0x7d7f6a', desk: '0x5a4632', cloth: '0x3d4f63', accent: '0xc9962e' },
  { wall: '0xdfe6dc', panel: '0x6d7f6f', desk: '0x54402c', cloth: '0x5b3a3f', accent: '0x3c8d5a' },
  { wall: '0xe5dde4', panel: '0x7a6778', desk: '0x4f3c33', cloth: '0x37475a', accent: '0xa24f6b' },
];
const skin = '0xd8ae8c';

const person = (x: number, y: number, scale: number, cloth: string): Shape[] => [
  [x - 75 * scale, y + 95 * scale, 150 * scale, 160 * scale, cloth],
  [x - 18 * scale, y + 75 * scale, 36 * scale, 30 * scale, skin],
  [x - 38 * scale, y, 76 * scale, 86 * scale, skin],
  [x - 42 * scale, y - 14 * scale, 84 * scale, 30 * scale, '0x3a2f2a'],
];

const room = (p: Palette): Shape[] => [
  [0, 0, 1280, 470, p.wall],
  [0, 470, 1280, 250, '0xb9a58c'],
  [0, 330, 1280, 140, p.panel],
  ...[0, 1, 2, 3, 4, 5, 6].map((i): Shape => [i * 200 + 16, 346, 168, 108, 'black@0.12']),
];

/** The bench with one judge, or two desks of the parties; odd and even variants. */
function people(variant: number, p: Palette): Shape[] {
  if (variant % 2 === 1) return [
    [540, 110, 200, 320, p.desk], [590, 70, 100, 26, p.accent],
    ...person(640, 190, 1, '0x1d1f26'),
    [300, 400, 680, 180, p.desk], [300, 400, 680, 14, 'white@0.25'], [600, 450, 80, 80, p.accent],
  ];
  return [
    ...person(360, 270, 0.85, p.cloth), ...person(900, 270, 0.85, p.accent),
    [190, 430, 340, 150, p.desk], [190, 430, 340, 12, 'white@0.25'],
    [730, 430, 340, 150, p.desk], [730, 430, 340, 12, 'white@0.25'],
  ];
}

/** 5 × 7 letters of the watermark, a row per number, highest bit left. */
const glyphs: Record<string, readonly number[]> = {
  Д: [0b01110, 0b01010, 0b01010, 0b01010, 0b01010, 0b11111, 0b10001],
  Е: [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
  М: [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
  О: [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
  '1': [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
  '2': [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
  '3': [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
  '4': [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
  '5': [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
  '6': [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
  '7': [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
  '8': [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
};

function writing(text: string, x: number, y: number, dot: number, colour: string): Shape[] {
  const shapes: Shape[] = [];
  [...text].forEach((letter, place) => (glyphs[letter] ?? []).forEach((bits, row) => {
    for (let column = 0; column < 5; column += 1)
      if (bits & (16 >> column)) shapes.push([x + (place * 6 + column) * dot, y + row * dot, dot, dot, colour]);
  }));
  return shapes;
}

/** Seven segments, `a` to `g`; for each the ten bits say at which digits it is lit. */
const segments: readonly { shape: readonly [number, number, number, number]; litAt: number }[] = [
  { shape: [0, 0, 20, 4], litAt: 0b1111101101 },
  { shape: [16, 0, 4, 20], litAt: 0b1110011111 },
  { shape: [16, 18, 4, 20], litAt: 0b1111111011 },
  { shape: [0, 34, 20, 4], litAt: 0b1101101101 },
  { shape: [0, 18, 4, 20], litAt: 0b0101000101 },
  { shape: [0, 0, 4, 20], litAt: 0b1101110001 },
  { shape: [0, 17, 20, 4], litAt: 0b1101111100 },
];
/** Left edge of each digit of `hh:mm:ss` and the length of its unit and of its cycle in seconds. */
const digits: readonly [x: number, unitS: number, values: number, cycleS: number][] = [
  [0, 36_000, 10, 86_400], [28, 3_600, 10, 86_400], [68, 600, 6, 3_600], [96, 60, 10, 3_600], [136, 10, 6, 60], [164, 1, 10, 60],
];
const clockAt = { x: 1050, y: 644 };

const scaled = (size: PictureSize, [x, y, width, height]: readonly [number, number, number, number, ...unknown[]]): Box => {
  const across = (n: number): number => Math.round((n * size.widthPx) / 1280);
  const down = (n: number): number => Math.round((n * size.heightPx) / 720);
  return { xPx: across(x), yPx: down(y), widthPx: Math.max(1, across(x + width) - across(x)), heightPx: Math.max(1, down(y + height) - down(y)) };
};

const draw = (size: PictureSize, shapes: Shape[]): string[] => shapes.map((shape) => fill(scaled(size, shape), shape[4]));

/** Filters for everything that stands still; applied to one frame, which is then repeated. */
export function stillFilters(variant: number, size: PictureSize): string[] {
  const palette = palettes[(variant - 1) % palettes.length] as Palette;
  const colons: Shape[] = [60, 128].flatMap((x): Shape[] => [10, 26].map((y) => [clockAt.x + x - 5, clockAt.y + y, 4, 4, 'white']));
  return draw(size, [
    ...room(palette), ...people(variant, palette),
    ...writing(`ДЕМО`, 966, 40, 10, 'white@0.75'), ...writing(String(variant), 1210, 40, 10, palette.accent),
    [clockAt.x - 16, clockAt.y - 12, 216, 62, 'black@0.65'], ...colons,
    [24, 640, 400, 48, 'black@0.65'],
  ]);
}

/** Filters for the clock people read, local time; frames must carry the wall clock in seconds as their time. */
export function readableClockFilters(size: PictureSize, utcOffsetMinutes: number): string[] {
  return digits.flatMap(([x, unitS, values, cycleS]) => {
    const digit = `mod(floor(mod(floor(t+${utcOffsetMinutes * 60}),${cycleS})/${unitS}),${values})`;
    return segments.map(({ shape: [dx, dy, width, height], litAt }) =>
      `${fill(scaled(size, [clockAt.x + x + dx, clockAt.y + dy, width, height]), 'white')}:enable='mod(floor(${litAt}/pow(2,${digit})),2)'`);
  });
}

/** Colour of the thing that moves. */
export const accentOf = (variant: number): string => (palettes[variant % palettes.length] as Palette).accent;
