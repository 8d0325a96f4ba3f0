import { describe, expect, test } from 'vitest';
import { automaticCamera, cameraOutAt, givesPicture, holdMs, nothingOut, type CameraMoment, type CameraOut, type OfferedCamera } from '#shared/conference/cameraOut.ts';
import type { CaptureStatus } from '#shared/contract/status.ts';

const cameras: readonly OfferedCamera[] = [{ id: 'paper', shows: 'document', gives: true }, { id: 'hall', gives: true }, { id: 'bench', shows: 'judge', gives: true }, { id: 'stand', shows: 'witness', gives: true }];
const moment = (more: Partial<CameraMoment> = {}): CameraMoment => ({ choice: automaticCamera, cameras, speaksAt: null, isDocument: false, ...more });
const judge = { speaksAt: { hears: 'judge' } } as const;
const witness = { speaksAt: { hears: 'witness' } } as const;
const party = { speaksAt: {} };
const without = (...ids: string[]) => ({ cameras: cameras.map((camera) => ({ ...camera, gives: !ids.includes(camera.id) })) });
const by = (cameraId: string) => ({ choice: { mode: 'camera', cameraId } as const });

/** What goes out after these moments, each with how long after the one before it is, ms. */
function after(...moments: [Partial<CameraMoment>, number][]): (string | null)[] {
  let [out, nowMs]: [CameraOut, number] = [nothingOut, 0];
  return moments.map(([more, laterMs]) => {
    nowMs += laterMs;
    out = cameraOutAt(out, moment(more), nowMs);
    return out.cameraId;
  });
}

describe('by itself', () => {
  test('the whole hall until somebody has spoken; of a hall without such a camera the first', () => {
    expect(after([{}, 0])).toEqual(['hall']);
    expect(after([{ cameras: [{ id: 'stand', shows: 'witness', gives: true }, { id: 'bench', shows: 'judge', gives: true }] }, 0])).toEqual(['stand']);
    expect(after([{ cameras: [] }, 0])).toEqual([null]);
  });

  test('who speaks in the hall is seen by the camera of that place; who speaks elsewhere in the hall by the hall\'s', () => {
    expect(after([{}, 0], [judge, 9000], [witness, 9000], [party, 9000])).toEqual(['hall', 'bench', 'stand', 'hall']);
  });

  test('while nobody in the hall speaks it is as it was', () => {
    expect(after([{}, 0], [judge, 9000], [{}, 60_000])).toEqual(['hall', 'bench', 'bench']);
  });

  test('a place without a camera of its own is seen by the hall\'s', () => {
    expect(after([judge, 0], [{ ...witness, cameras: cameras.slice(0, 3) }, 9000])).toEqual(['bench', 'hall']);
  });

  test('a quick exchange does not flicker, and who spoke last is seen after the hold, though they are silent by then', () => {
    expect(after([judge, 0], [witness, 300], [judge, 300], [witness, 300], [{}, holdMs - 901], [{}, 1])).toEqual(['bench', 'bench', 'bench', 'bench', 'bench', 'stand']);
  });

  test('the document that a display is laid out for is seen at once, and no longer than it is', () => {
    expect(after([judge, 0], [{ ...judge, isDocument: true }, 10], [{ ...witness, isDocument: true }, 9000], [{}, 10])).toEqual(['bench', 'paper', 'paper', 'stand']);
    expect(after([{ ...judge, isDocument: true, cameras: cameras.slice(1) }, 0])).toEqual(['bench']);
  });
});

describe('a camera without a picture', () => {
  test('gives way at once, whoever speaks, and has its turn again', () => {
    expect(after([judge, 0], [{ ...judge, ...without('bench') }, 100], [judge, 100], [judge, holdMs])).toEqual(['bench', 'hall', 'hall', 'bench']);
    expect(after([{ isDocument: true, ...without('paper') }, 0])).toEqual(['hall']);
  });

  test('stays where no other has one', () => {
    expect(after([judge, 0], [{ ...judge, ...without('paper', 'hall', 'bench', 'stand') }, 9000])).toEqual(['bench', 'bench']);
  });

  test('is one that is lost, or black; one that begins is waited for', () => {
    const capture = (more: Partial<CaptureStatus>): CaptureStatus => ({
      captureId: 'bench', kind: 'video', deviceIds: ['bench'], absentDeviceIds: [], state: 'running', pid: 1, sinceMs: 0, mediaUntilMs: 1, fps: 25, speed: 1, droppedFrames: 0, restarts: 0, startTookMs: 1, cause: null, signal: [], ...more,
    });
    const gives = (...captures: CaptureStatus[]) => givesPicture({ captures }, 'bench');
    expect([gives(), gives(capture({})), gives(capture({ state: 'starting' }))]).toEqual([true, true, true]);
    expect([gives(capture({ state: 'lost' })), gives(capture({ signal: [{ condition: 'black', sinceMs: 0 }] }))]).toEqual([false, false]);
    expect(gives(capture({ signal: [{ condition: 'frozen', sinceMs: 0 }] }))).toBe(true); // a document lies still
  });
});

describe('a chosen camera', () => {
  test('goes out at once, whoever speaks and whatever is looked at; then it is as it comes', () => {
    expect(after([judge, 0], [{ ...judge, ...by('stand') }, 10], [{ ...judge, isDocument: true, ...by('stand') }, 10], [{ ...judge }, 10])).toEqual(['bench', 'stand', 'stand', 'bench']);
  });

  test('without a picture, or gone from the hall, is as if none had been chosen', () => {
    expect(after([{ ...judge, ...by('stand') }, 0], [{ ...judge, ...by('stand'), ...without('stand') }, 10], [{ ...judge, ...by('stand') }, 10])).toEqual(['stand', 'bench', 'stand']);
    expect(after([{ ...by('sold'), isDocument: true }, 0])).toEqual(['paper']);
  });
});
