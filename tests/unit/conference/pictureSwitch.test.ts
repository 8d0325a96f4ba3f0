import { expect, test } from 'vitest';
import { PictureSwitch } from '../../../src-renderer/conference/pictureSwitch.ts';

interface Made { from: string; timestamp: number; isClosed: boolean; close(): void }

/** Cameras whose pictures come when they are told to. */
function hall() {
  const feeds = new Map<string, { picture: (timestamp: number) => Made; breaks: () => void }>();
  const shown: { from: string; timestampUs: number }[] = [];
  const told: (string | null)[] = [];
  const followed: string[] = [];
  const ended: string[] = [];
  const clock = { us: 1_000_000 };
  const pictures = new PictureSwitch<Made>({
    nowUs: () => clock.us, onShown: (id) => told.push(id),
    show: (picture, timestampUs) => { shown.push({ from: picture.from, timestampUs }); picture.close(); },
    follow: (cameraId, { onPicture, onBreak }) => {
      followed.push(cameraId);
      const picture = (timestamp: number): Made => {
        const made: Made = { from: cameraId, timestamp, isClosed: false, close() { made.isClosed = true; } };
        onPicture(made);
        return made;
      };
      feeds.set(cameraId, { picture, breaks: onBreak });
      return () => ended.push(cameraId);
    },
  });
  const from = (cameraId: string) => {
    const feed = feeds.get(cameraId);
    if (!feed) throw new Error(`nobody follows ${cameraId}`);
    return feed;
  };
  return { pictures, from, shown, told, followed, ended, clock };
}

test('the camera that is shown goes on until the other one\'s first picture is there, and ends with it', () => {
  const { pictures, from, shown, told, ended } = hall();
  pictures.to('one');
  from('one').picture(0);
  pictures.to('two');
  from('one').picture(40);
  expect(ended).toEqual([]);
  from('two').picture(9_000_000);
  expect(ended).toEqual(['one']);
  const late = from('one').picture(80);
  expect(shown.map((picture) => picture.from)).toEqual(['one', 'one', 'two']);
  expect(late.isClosed).toBe(true);
  expect(told).toEqual(['one', 'two']);
});

test('never more than two are followed: another choice meanwhile ends the one that is waited for', () => {
  const { pictures, from, shown, ended, followed } = hall();
  for (const id of ['one', 'two', 'two', 'three', 'one', 'two']) {
    pictures.to(id);
    if (id === 'one' && shown.length === 0) from('one').picture(0);
  }
  expect(followed).toEqual(['one', 'two', 'three', 'two']);
  expect(ended).toEqual(['two', 'three']);
  pictures.end();
  expect(ended).toEqual(['two', 'three', 'one', 'two']);
});

test('pictures are stamped by one clock that never goes back, whatever the cameras count from, and none is stamped for later', () => {
  const { pictures, from, shown, clock } = hall();
  pictures.to('one');
  for (const timestamp of [500_000_000, 500_040_000, 500_080_000]) {
    from('one').picture(timestamp); // what the camera kept for who begins comes at once
    clock.us += 1000;
  }
  clock.us += 100_000;
  from('one').picture(500_180_000);
  pictures.to('two');
  clock.us += 30_000;
  from('two').picture(7);
  const stamps = shown.map(({ timestampUs }) => timestampUs);
  expect(stamps).toEqual([...new Set(stamps)].toSorted((a, b) => a - b));
  expect(stamps.slice(-2)).toEqual([1_102_000, 1_133_000]);
});

test('a picture that breaks off is told, and told again when it is back; what comes then is stamped anew', () => {
  const { pictures, from, shown, told, clock } = hall();
  pictures.to('one');
  from('one').picture(900_000);
  from('one').breaks();
  clock.us += 5_000_000;
  from('one').picture(40);
  expect(told).toEqual(['one', null, 'one']);
  expect(shown.at(-1)?.timestampUs).toBe(clock.us);
});
