import { beforeAll, expect, test, vi } from 'vitest';
import { SharedCameras } from '../../../src-renderer/conference/sharedCameras.ts';
import { HandTime } from './handTime.ts';

beforeAll(() => { vi.stubGlobal('MediaStream', class { readonly id = Math.random(); }); });

/** A decoded picture; `open` counts those that nobody has closed. */
class Picture {
  static open = 0;
  #isClosed = false;
  readonly timestamp: number;
  constructor(timestamp: number) {
    this.timestamp = timestamp;
    Picture.open += 1;
  }
  clone(): this {
    return new Picture(this.timestamp) as this;
  }
  close(): void {
    if (!this.#isClosed) Picture.open -= 1;
    this.#isClosed = true;
  }
}

function hall() {
  Picture.open = 0;
  const time = new HandTime();
  const decoders: { cameraId: string; isEnded: boolean; gives: (timestamp: number) => void; breaks: () => void }[] = [];
  const tracks: { written: number[]; isStopped: boolean }[] = [];
  const cameras = new SharedCameras<Picture>({
    timers: time,
    follow: (cameraId, { onPicture, onBreak }) => {
      const decoder = { cameraId, isEnded: false, gives: (timestamp: number) => onPicture(new Picture(timestamp)), breaks: onBreak };
      decoders.push(decoder);
      return () => { decoder.isEnded = true; };
    },
    openTrack: () => {
      const opened = { written: [] as number[], isStopped: false };
      tracks.push(opened);
      return { track: {} as MediaStreamTrack, write: (picture) => { opened.written.push(picture.timestamp); picture.close(); }, stop: () => { opened.isStopped = true; } };
    },
  });
  return { cameras, time, decoders, tracks };
}

test('a camera is decoded once for all who show it and for what goes out, and every picture is closed', () => {
  const { cameras, decoders, tracks } = hall();
  const out: number[] = [];
  const leave = cameras.follow('front', { onPicture: (picture) => { out.push(picture.timestamp); picture.close(); }, onBreak: () => undefined });
  expect(cameras.streamOf('front')).toBeNull();
  decoders[0]?.gives(1);
  const stream = cameras.streamOf('front');
  expect(stream).not.toBeNull();
  expect(cameras.streamOf('front')).toBe(stream);
  decoders[0]?.gives(2);
  expect([decoders.length, tracks.length, out, tracks[0]?.written, Picture.open]).toEqual([1, 1, [1, 2], [1, 2], 0]);
  leave();
  decoders[0]?.gives(3);
  expect([out, tracks[0]?.written, decoders[0]?.isEnded]).toEqual([[1, 2], [1, 2, 3], false]);
});

test('a camera that nobody asks for any more is let go, and another stream when it is asked for again', () => {
  const { cameras, time, decoders, tracks } = hall();
  cameras.streamOf('front');
  decoders[0]?.gives(1);
  const first = cameras.streamOf('front');
  for (let i = 0; i < 5; i += 1) {
    time.pass(2000);
    expect(cameras.streamOf('front')).toBe(first);
  }
  time.pass(3000);
  expect([decoders[0]?.isEnded, tracks[0]?.isStopped]).toEqual([true, true]);
  cameras.streamOf('front');
  decoders[1]?.gives(2);
  expect(cameras.streamOf('front')).not.toBe(first);
});

test('while no picture comes there is none to be shown; the same goes on when one does', () => {
  const { cameras, decoders } = hall();
  cameras.streamOf('front');
  decoders[0]?.gives(1);
  const stream = cameras.streamOf('front');
  decoders[0]?.breaks();
  expect(cameras.streamOf('front')).toBeNull();
  decoders[0]?.gives(2);
  expect(cameras.streamOf('front')).toBe(stream);
});

test('a window that closes lets go of everything', () => {
  const { cameras, decoders, tracks } = hall();
  for (const id of ['front', 'witness']) cameras.streamOf(id);
  cameras.close();
  expect([decoders.map((d) => d.isEnded), tracks.map((t) => t.isStopped)]).toEqual([[true, true], [true, true]]);
});
