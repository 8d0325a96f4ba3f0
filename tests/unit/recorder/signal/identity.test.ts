import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraIdentity, isAnotherCamera } from '#main/recorder/signal/cameraIdentity.ts';
import { judgeIdentity, parseListeners, type Bindings, type ExpectedMicrophone, type SourceOutput } from '#main/recorder/signal/identity.ts';

describe('what the sound server says', () => {
  const sources = JSON.stringify([{ index: 0, name: 'judge', state: 'RUNNING' }, { index: 4, name: 'Куәгер', monitor_source: '' }]);

  test('an output is known by process and source; one whose source has gone is connected to nothing', () => {
    const outputs = JSON.stringify([
      { index: 7, source: 4, corked: false, properties: { 'media.name': 'record', 'application.process.id': '4711' } },
      { index: 8, source: 0, properties: { 'application.name': 'loopback' } },
      { index: 9, source: 3, properties: { 'application.process.id': '4711' } },
    ]);
    expect(parseListeners(outputs, sources)).toEqual({ ok: true, value: [
      { index: 7, pid: 4711, sourceName: 'Куәгер' }, { index: 8, pid: null, sourceName: 'judge' }, { index: 9, pid: 4711, sourceName: null },
    ] });
  });

  test.each([['{'], ['{"index":1}'], ['[{"index":1}]']])('%s is not understood, and said so', (json) => {
    expect(parseListeners(json, sources)).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
    expect(parseListeners('[]', json)).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });
});

describe('microphones', () => {
  const expected = (microphoneId: string, device = microphoneId, pid = 10): ExpectedMicrophone => ({ microphoneId, device, pid });
  const output = (index: number, sourceName: string | null, pid = 10): SourceOutput => ({ index, sourceName, pid });
  /** One look after the other, each knowing what the last one found. */
  function looks(microphones: ExpectedMicrophone[], ...seen: SourceOutput[][]): string[][] {
    let bindings: Bindings = new Map();
    return seen.map((outputs) => {
      const judged = judgeIdentity(microphones, outputs, bindings);
      bindings = judged.bindings;
      return judged.reports.map((r) => `${r.microphoneId} ${r.identity}${r.identity === 'replaced' ? ` by ${r.byName}` : ''}`);
    });
  }

  test('two microphones of one process: the moved one is told, also when both listen to the same then', () => {
    expect(looks([expected('a'), expected('b')], [output(1, 'a'), output(2, 'b')], [output(1, 'b'), output(2, 'b')], [output(1, 'a'), output(2, 'b')]))
      .toEqual([['a right', 'b right'], ['a replaced by b', 'b right'], ['a right', 'b right']]);
  });

  test('moved before anybody looked', () => {
    expect(looks([expected('a'), expected('b')], [output(1, 'b'), output(2, 'b')])).toEqual([['a replaced by b', 'b right']]);
  });

  test('no output, an output of nothing, and another process are all absence', () => {
    expect(looks([expected('a')], [], [output(1, null)], [output(1, 'a', 11)])).toEqual([['a absent'], ['a absent'], ['a absent']]);
  });

  test('each process has its own', () => {
    expect(looks([expected('a', 'a', 10), expected('b', 'b', 11)], [output(1, 'b', 10), output(2, 'b', 11)])).toEqual([['a replaced by b', 'b right']]);
  });

  test('the server\'s choice is what it was at first, also for the next process', () => {
    const byDefault = [expected('a', 'default')];
    let { bindings } = judgeIdentity(byDefault, [output(1, 'usb')], new Map());
    const moved = judgeIdentity(byDefault, [output(1, 'built-in')], bindings);
    expect(moved.reports).toEqual([{ microphoneId: 'a', identity: 'replaced', byName: 'built-in' }]);
    ({ bindings } = moved);
    expect(judgeIdentity([expected('a', 'default', 12)], [output(5, 'built-in', 12)], bindings).reports).toEqual([{ microphoneId: 'a', identity: 'replaced', byName: 'built-in' }]);
    expect(judgeIdentity([expected('a', 'default', 12)], [output(5, 'usb', 12)], bindings).reports).toEqual([{ microphoneId: 'a', identity: 'right', name: 'usb' }]);
  });

  test('the server\'s choice does not take the output of a named device', () => {
    expect(looks([expected('x', 'default'), expected('a')], [output(1, 'a'), output(2, 'usb')])).toEqual([['x right', 'a right']]);
  });
});

describe('cameras', () => {
  let rootDir: string;
  beforeAll(async () => {
    rootDir = await mkdtemp(join(tmpdir(), 'sys-'));
    await mkdir(join(rootDir, 'dev/v4l/by-id'), { recursive: true });
    for (const [node, name] of [['video0', 'HD Pro Webcam'], ['video2', 'Capture Card']] as const) {
      await mkdir(join(rootDir, 'sys/class/video4linux', node), { recursive: true });
      await writeFile(join(rootDir, 'sys/class/video4linux', node, 'name'), `${name}\n`);
      await writeFile(join(rootDir, 'dev', node), '');
    }
    await symlink('../../video0', join(rootDir, 'dev/v4l/by-id/usb-046d_HD_Pro_Webcam_8F3A-video-index0'));
    await symlink('../../gone', join(rootDir, 'dev/v4l/by-id/usb-another'));
  });
  afterAll(() => rm(rootDir, { recursive: true, force: true }));

  test('are known by name and, where there is one, by serial number', async () => {
    const webcam = 'HD Pro Webcam (usb-046d_HD_Pro_Webcam_8F3A-video-index0)';
    expect(await cameraIdentity('/dev/video0', rootDir)).toBe(webcam);
    expect(await cameraIdentity('/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_8F3A-video-index0', rootDir)).toBe(webcam);
    expect(await cameraIdentity('/dev/video2', rootDir)).toBe('Capture Card');
    expect(await cameraIdentity('/dev/video7', rootDir)).toBeNull();
    expect(await cameraIdentity('/dev/v4l/by-id/usb-another', rootDir)).toBeNull();
  });

  test('are another one when name or serial number differ; a serial number that is not told yet says nothing', () => {
    expect([isAnotherCamera('A', 'A'), isAnotherCamera('A', 'B'), isAnotherCamera('A (usb-1)', 'A (usb-2)')]).toEqual([false, true, true]);
    expect([isAnotherCamera('A (usb-1)', 'A'), isAnotherCamera('A', 'A (usb-1)')]).toEqual([false, false]);
  });
});
