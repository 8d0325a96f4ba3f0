import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { appendFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flushing, WatchTools } from '#main/app/ports/watch.ts';
import { createWatchTools } from '#main/disk/watch.ts';
import { readEndOf } from '#main/recorder/segments/files.ts';
import { listenWith } from '#main/recorder/telemetry/inboxes.ts';
import { runOk } from '../../helpers/ext4Disk.ts';

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

describe('the watch', { skip: process.platform !== 'linux' }, () => {
  let dir: string;
  let watch: WatchTools;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'қ watch-'));
    const tools = createWatchTools(resolve('native'));
    if (!tools) throw new Error('not built for this system');
    watch = tools;
  });
  afterAll(() => rm(dir, { recursive: true }));

  function flush(place: string, index = 0): Flushing {
    const flushing = watch.flush({ dir: place, index, everyMs: 20, phaseMs: 10 });
    if (!flushing) throw new Error('no thread');
    return flushing;
  }

  it('brings a file to the disk at its cadence, and goes on with the next one', async () => {
    await writeFile(join(dir, '00007.mkv'), 'media');
    const flushing = flush(dir, 7);
    await until(() => flushing.figures().rounds > 5);
    await writeFile(join(dir, '00008.mkv'), 'more');
    await appendFile(join(dir, '00007.mkv'), 'its end');
    const { rounds } = flushing.figures();
    await until(() => flushing.figures().rounds > rounds + 5);
    expect(flushing.figures()).toMatchObject({ failures: 0, failedWith: null });
    expect(flushing.figures().longestMs).toBeGreaterThan(0);
    flushing.end();
  });

  it('waits for a file that is not there yet without calling that a failure', async () => {
    const flushing = flush(dir, 100);
    await pause(100);
    expect(flushing.figures()).toMatchObject({ rounds: 0, failures: 0 });
    await writeFile(join(dir, '00100.mkv'), 'media');
    await until(() => flushing.figures().rounds > 0);
    flushing.end();
  });

  it('tells the system\'s word for a file that cannot be brought to the disk, and tries again', async () => {
    const place = await mkdtemp(join(dir, 'pipe-'));
    const pipe = join(place, '00000.mkv');
    await runOk('mkfifo', pipe);
    const both = await open(pipe, 'r+'); // so that nobody waits for the other end
    const flushing = flush(place);
    await until(() => flushing.figures().failures > 1);
    expect(flushing.figures()).toMatchObject({ rounds: 0, failedWith: 'EINVAL' });
    flushing.end();
    await both.close();
  });

  it('tells that a process has ended which is not our child', async () => {
    const shell = spawn('sh', ['-c', 'sleep 60 & echo $!'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = await new Promise<number>((said) => { shell.stdout.once('data', (text: Buffer) => said(Number(text.toString()))); });
    let endings = 0;
    expect(watch.onEnd(pid, () => { endings += 1; })).not.toBeNull();
    let calledOff = 0;
    watch.onEnd(pid, () => { calledOff += 1; })?.();
    await pause(50);
    expect(endings).toBe(0);
    process.kill(pid, 'SIGKILL');
    await until(() => endings > 0);
    await pause(50);
    expect([endings, calledOff]).toEqual([1, 0]);
    let isKnown = false; // a zombie's end is told at once, of nobody at all there is nothing to tell
    isKnown ||= watch.onEnd(pid, () => { isKnown = true; }) === null;
    await until(() => isKnown);
  });

  it('reads the end of a file, or all of a shorter one, and rejects with the system\'s word', async () => {
    const path = join(dir, 'growing');
    await writeFile(path, '0123456789');
    expect(await watch.readEnd(path, 4)).toEqual({ fileBytes: 10, end: Buffer.from('6789') });
    expect(await watch.readEnd(path, 64)).toEqual({ fileBytes: 10, end: Buffer.from('0123456789') });
    expect(await readEndOf(path, 4)).toEqual(await watch.readEnd(path, 4));
    await expect(watch.readEnd(join(dir, 'nothing'), 4)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(watch.readEnd(dir, 4)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('keeps packets until they are asked for, in their order, with the time at which they came', async () => {
    const opened = watch.openInbox(0);
    if (!opened.ok) throw new Error(opened.error.detail);
    const inbox = opened.value;
    expect(inbox.take()).toEqual([]);
    const sender = createSocket('udp4');
    const say = (text: string): Promise<void> => new Promise((sent) => { sender.send(Buffer.from(text, 'latin1'), inbox.port, '127.0.0.1', () => sent()); });
    await expect.poll(async () => { // the system begins to stamp packets a moment after somebody has asked for it
      await say('stamped?');
      await pause(20);
      return inbox.take().at(-1)?.agoMs ?? 0;
    }).toBeGreaterThan(10);
    await say('first é');
    await pause(100);
    await say('second');
    await pause(10);
    const [first, second] = inbox.take();
    expect([first?.text, second?.text]).toEqual(['first é', 'second']);
    expect((first?.agoMs ?? 0) - (second?.agoMs ?? 0)).toBeGreaterThanOrEqual(95);
    expect(watch.openInbox(inbox.port).ok).toBe(false);
    inbox.close();
    expect(inbox.take()).toEqual([]);
    sender.close();
  });

  it.each([['inboxes', true], ['sockets', false]])('hears a capture on its own port, and again on the same port: %s', async (_, withWatch) => {
    const listen = listenWith(withWatch ? watch : null);
    const sender = createSocket('udp4');
    const heard: string[] = [];
    const first = await listen(0, (text) => heard.push(text));
    if (!first.ok) throw new Error(first.error.detail);
    sender.send('one', first.value.port, '127.0.0.1');
    await until(() => heard.length === 1);
    first.value.close();
    const second = await listen(first.value.port, (text) => heard.push(text));
    if (!second.ok) throw new Error(second.error.detail);
    sender.send('two', first.value.port, '127.0.0.1');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one', 'two']);
    second.value.close();
    sender.close();
  });
});
