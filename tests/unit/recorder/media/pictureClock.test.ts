import { expect, it } from 'vitest';
import { clockArea, readClock } from '#main/recorder/media/pictureClock.ts';
import { syntheticCameraInput, syntheticMicrophoneInput } from '#main/recorder/media/syntheticSources.ts';
import { conversation, conversationLoopS } from '#main/recorder/media/conversation.ts';

const size = { widthPx: 1280, heightPx: 720 };
const area = clockArea(size);
const side = area.widthPx / 24;

/** Draws the clock as its description says, with what each cell says turned by `flip`. */
function drawn(ms: number, flip: (cell: number) => boolean = () => false): Uint8Array {
  const bits = `1${ms.toString(2).padStart(42, '0')}${(ms % 15).toString(2).padStart(4, '0')}0`;
  const gray = new Uint8Array(area.widthPx * area.heightPx);
  for (let y = 0; y < area.heightPx; y += 1)
    for (let x = 0; x < area.widthPx; x += 1) {
      const cell = Math.floor(y / side) * 24 + Math.floor(x / side);
      gray[y * area.widthPx + x] = (bits[cell] === '1') === flip(cell) ? 16 : 235;
    }
  return gray;
}

it('reads any time', () => {
  for (const ms of [0, 1, 1_795_000_000_123, 2 ** 42 - 1]) expect(readClock(drawn(ms), size)).toBe(ms);
});

it('reads no time rather than a wrong one when any single square is wrong', () => {
  for (let wrong = 0; wrong < 48; wrong += 1) expect(readClock(drawn(1_795_000_000_123, (cell) => cell === wrong), size)).toBeNull();
});

it('fits into every picture a camera may have', () => {
  for (const [widthPx, heightPx] of [[160, 120], [320, 180], [640, 480], [1920, 1080], [3840, 2160]] as const) {
    const at = clockArea({ widthPx, heightPx });
    expect(at.xPx + at.widthPx).toBeLessThanOrEqual(widthPx);
    expect(at.yPx).toBeGreaterThan(0);
  }
});

it('a camera is one argument list, short enough for Windows', () => {
  for (let variant = 1; variant <= 8; variant += 1)
    expect(syntheticCameraInput(variant, { ...size, fps: 25 }).join(' ').length).toBeLessThan(30_000);
});

it('everybody in the conversation says something, and the loop keeps the beeps on multiples of ten seconds', () => {
  expect(conversationLoopS % 10).toBe(0);
  for (const { voice } of conversation.voices) expect(conversation.lines.some((line) => line.voice === voice)).toBe(true);
  expect(syntheticMicrophoneInput(2, "/a b/c'd").join(' ')).toContain('voice-2.wav');
});
