import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A drawn face, with the word ДЕМО across it: nobody, and recognisably so. */
export interface DemoPhoto {
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

type Colour = readonly [red: number, green: number, blue: number];
/** Is there something at this point? Coordinates: width and height are 0…1. */
type Shape = readonly [colour: Colour, covers: (x: number, y: number) => boolean];

const widthPx = 225;
const heightPx = 300;
/** Edges look smooth when every pixel is looked at so many times each way. */
const looks = 2;

const ellipse = (cx: number, cy: number, rx: number, ry: number) => (x: number, y: number): boolean => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;

const smile = (x: number, y: number): boolean => {
  const distance = Math.hypot((x - 0.5) / 0.13, (y - 0.53) / 0.085);
  return y > 0.545 && distance > 0.82 && distance < 1;
};

const letters: readonly (readonly string[])[] = [
  ['..##.', '.#.#.', '.#.#.', '.#.#.', '.#.#.', '#####', '#...#'],
  ['#####', '#....', '#....', '####.', '#....', '#....', '#####'],
  ['#...#', '##.##', '#.#.#', '#.#.#', '#...#', '#...#', '#...#'],
  ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
];
const dot = 0.026;

const word = (x: number, y: number): boolean => {
  const [column, row] = [Math.floor((x - 0.2) / dot), Math.floor((y - 0.83) / (dot * widthPx / heightPx))];
  return column >= 0 && letters[Math.floor(column / 6)]?.[row]?.[column % 6] === '#';
};

interface Look { ground: Colour; clothes: Colour; hair: Colour; skin: Colour; isLongHaired: boolean }

const ink: Colour = [38, 42, 48];
const lips: Colour = [168, 74, 70];
const paper: Colour = [255, 255, 255];

/** What lies in front comes last. */
const face = ({ ground, clothes, hair, skin, isLongHaired }: Look): Shape[] => [
  [ground, () => true],
  [hair, isLongHaired ? ellipse(0.5, 0.45, 0.29, 0.33) : ellipse(0.5, 0.31, 0.24, 0.19)],
  [clothes, ellipse(0.5, 1.02, 0.46, 0.3)],
  [skin, ellipse(0.5, 0.68, 0.09, 0.14)],
  [skin, ellipse(0.5, 0.43, 0.21, 0.24)],
  [hair, (x, y) => y < 0.31 && ellipse(0.5, 0.36, 0.22, 0.19)(x, y)],
  [paper, ellipse(0.415, 0.42, 0.045, 0.024)], [paper, ellipse(0.585, 0.42, 0.045, 0.024)],
  [ink, ellipse(0.415, 0.42, 0.02, 0.018)], [ink, ellipse(0.585, 0.42, 0.02, 0.018)],
  [hair, ellipse(0.415, 0.37, 0.055, 0.009)], [hair, ellipse(0.585, 0.37, 0.055, 0.009)],
  [ink, ellipse(0.5, 0.5, 0.014, 0.02)],
  [lips, smile],
  [paper, word],
];

const colourAt = (shapes: readonly Shape[], x: number, y: number): Colour => shapes.findLast(([, covers]) => covers(x, y))?.[0] ?? paper;

function pixel(shapes: readonly Shape[], column: number, row: number): Colour {
  const sum = [0, 0, 0];
  for (let look = 0; look < looks * looks; look += 1) {
    const colour = colourAt(shapes, (column + ((look % looks) + 0.5) / looks) / widthPx, (row + (Math.floor(look / looks) + 0.5) / looks) / heightPx);
    colour.forEach((value, index) => { sum[index] = (sum[index] ?? 0) + value; });
  }
  const [red = 0, green = 0, blue = 0] = sum.map((value) => Math.round(value / (looks * looks)));
  return [red, green, blue];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** PNG of eight bits a colour; every row begins with "not filtered". */
function drawn(shapes: readonly Shape[]): Buffer {
  const rows = Array.from({ length: heightPx }, (_, row) => [0, ...Array.from({ length: widthPx }, (__, column) => pixel(shapes, column, row)).flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))]);
}

const looksOfThem: readonly Look[] = [
  { ground: [188, 208, 222], clothes: [46, 70, 104], hair: [44, 34, 30], skin: [226, 184, 150], isLongHaired: false },
  { ground: [222, 214, 198], clothes: [120, 52, 66], hair: [104, 62, 34], skin: [238, 202, 174], isLongHaired: true },
];

/** For the petitions of the demonstration day, in the order of the day. */
export const demoPhotos = (): DemoPhoto[] => looksOfThem.map((look, index) => {
  const bytes = drawn(face(look));
  return { name: `демо-${index + 1}.png`, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
});
