import { describe, expect, it } from 'vitest';
import type { CaptureStatus } from '#shared/contract/status.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { hoursOn } from '../../../src-renderer/disks/hours.ts';
import { captureGroups } from '../../../src-renderer/screens/diagnostics/captureGroups.ts';
import { emptyHistory, keepPoints, speedsOf, withPoint } from '../../../src-renderer/screens/diagnostics/history.ts';
import { atLeast, withLine } from '../../../src-renderer/screens/diagnostics/logLines.ts';

const mics = Array.from({ length: 16 }, (_, i) => ({ id: `mic-${i + 1}`, label: `M${i + 1}`, source: { type: 'synthetic', voice: 1 } as const }));
const cameras = [1, 2].map((n) => ({ id: `camera-${n}`, label: `C${n}`, source: { type: 'synthetic', variant: 1 } as const, widthPx: 1920, heightPx: 1080, fps: 25 }));
const hall: Hall = { court: 'c', name: 'n', demo: false, cameras, microphones: mics };

const capture = (captureId: string, kind: 'audio' | 'video', deviceIds: string[], more: Partial<CaptureStatus> = {}): CaptureStatus => ({
  captureId, kind, deviceIds, absentDeviceIds: [], state: 'running', pid: 1, sinceMs: 0, mediaUntilMs: null, fps: null, speed: 1, droppedFrames: 0, restarts: 0, startTookMs: null, cause: null, signal: [], ...more,
});

/** As the recorder may list them: in no order at all. */
const captures = (more: Record<string, Partial<CaptureStatus>> = {}): CaptureStatus[] => [
  ...mics.toReversed().map((m) => capture(`sound-${m.id}`, 'audio', [m.id], more[`sound-${m.id}`])),
  capture('camera-2', 'video', ['camera-2'], more['camera-2']),
  capture('audio', 'audio', mics.map((m) => m.id), more['audio']),
  capture('camera-1', 'video', ['camera-1'], more['camera-1']),
];

describe('the captures', () => {
  const groups = (more: Record<string, Partial<CaptureStatus>> = {}) => captureGroups({ captures: captures(more) }, hall);

  it('are pictures and sound apart, under their devices\' names in the hall\'s order', () => {
    expect(groups().map((g) => [g.group, g.lines.map((l) => l.name), g.troubled])).toEqual([
      ['pictures', ['C1', 'C2'], 0], ['sound', [null, ...mics.map((m) => m.label)], 0],
    ]);
    expect(groups()[1]?.lines.map((l) => l.kind)).toEqual(['joint', ...mics.map(() => 'own')]);
  });

  it('of one microphone are no loss while the other goes on', () => {
    const [, sound] = groups({ 'sound-mic-2': { state: 'lost' }, audio: { absentDeviceIds: ['mic-3'] } });
    expect(sound?.troubled).toBe(2);
    expect(sound?.lines.filter((l) => l.spared).map((l) => [l.name, l.absent])).toEqual([[null, ['M3']], ['M2', []]]);
  });

  it('are a loss when neither has the microphone, and list no sixteen names when all are down', () => {
    const [, sound] = groups({ 'sound-mic-2': { state: 'lost' }, audio: { state: 'lost', absentDeviceIds: mics.map((m) => m.id) } });
    expect(sound?.lines.slice(0, 3).map((l) => [l.spared, l.absent])).toEqual([[false, []], [false, []], [false, []]]);
  });

  it('bear their own ids where the hall is not known, and are no groups while there are none', () => {
    expect(captureGroups({ captures: [capture('camera-9', 'video', ['camera-9'])] }, null)[0]?.lines[0]?.name).toBe('camera-9');
    expect(captureGroups({ captures: [] }, hall)).toEqual([]);
  });

  it('have one line in the graph of speeds for each camera and one for the slowest sound', () => {
    expect(speedsOf(captures({ 'sound-mic-7': { speed: 0.9 }, 'sound-mic-8': { speed: null }, 'camera-2': { speed: null } }))).toEqual({ 'camera-1': 1, 'camera-2': null, audio: 0.9 });
    expect(speedsOf([capture('audio', 'audio', ['mic-1'], { speed: null })])).toEqual({ audio: null });
    expect(speedsOf([])).toEqual({});
  });
});

describe('hours on a recording disk', () => {
  const storage = { freeBytes: 200, hoursLeft: 10 };

  it('follow from its space, at the rate of the disk that lasts longest', () => expect(hoursOn({ freeBytes: 50 }, storage)).toBe(2.5));

  it('are not guessed', () => {
    expect(hoursOn({ freeBytes: null }, storage)).toBeNull();
    expect(hoursOn({ freeBytes: 50 }, { freeBytes: 0, hoursLeft: 0 })).toBeNull();
  });
});

describe('measurements of the last minutes', () => {
  it('have a hole where there was no value', () => {
    const one = withPoint(emptyHistory(['a', 'b']), ['a', 'b'], 1, { a: 1 });
    expect(one.rows).toEqual([[1], [1], [null]]);
  });

  it('begin anew when other devices are measured', () => {
    const one = withPoint(emptyHistory(['a']), ['a'], 1, { a: 1 });
    expect(withPoint(one, ['b'], 2, { b: 7 }).rows).toEqual([[2], [7]]);
  });

  it('do not grow for ever', () => {
    let history = emptyHistory(['a']);
    for (let s = 0; s < keepPoints + 10; s++) history = withPoint(history, ['a'], s, { a: s });
    expect([history.rows[0]?.length, history.rows[0]?.[0]]).toEqual([keepPoints, 10]);
  });
});

describe('the log', () => {
  const line = (level: 'error' | 'warn' | 'info' | 'debug', atMs = 0) => ({ atMs, level, area: 'x', text: level });

  it('shows a level and everything graver', () => {
    const lines = [line('debug'), line('warn'), line('error'), line('info')];
    expect(atLeast(lines, 'warn').map((l) => l.level)).toEqual(['warn', 'error']);
    expect(atLeast(lines, 'debug')).toHaveLength(4);
  });

  it('forgets the oldest lines first', () => {
    let lines: ReturnType<typeof line>[] = [];
    for (let i = 0; i < 2005; i++) lines = withLine(lines, line('info', i)) as typeof lines;
    expect([lines.length, lines[0]?.atMs]).toEqual([2000, 5]);
  });
});
