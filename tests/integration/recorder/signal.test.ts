import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runToEnd, streamOutput, type Streaming } from '#main/process/runner.ts';
import { voiceFileName } from '#main/recorder/media/conversation.ts';
import { syntheticCameraInput } from '#main/recorder/media/syntheticSources.ts';
import type { Identity } from '#main/recorder/signal/identity.ts';
import { pictureMeter, unseen } from '#main/recorder/signal/pictureFilters.ts';
import { PictureJudge } from '#main/recorder/signal/pictureJudge.ts';
import { PictureLines, type PictureReading } from '#main/recorder/signal/pictureReading.ts';
import { PulseWatch } from '#main/recorder/signal/pulseWatch.ts';
import { soundMeter } from '#main/recorder/signal/soundFilters.ts';
import { SoundJudge } from '#main/recorder/signal/soundJudge.ts';
import { SoundLines } from '#main/recorder/signal/soundReading.ts';
import { listenTo, type TelemetrySocket } from '#main/recorder/telemetry/socket.ts';
import { demoClips } from '../../helpers/demoHall.ts';
import { until } from '../../helpers/hurriedTime.ts';
import { needsProgram } from '../sources/programs.ts';

let dir: string;
beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'signal-')); });
afterAll(() => rm(dir, { recursive: true, force: true }));

async function run(program: string, args: string[]): Promise<Buffer> {
  const done = await runToEnd(program, args, { timeoutMs: 60_000 });
  if (!done.ok || done.value.code !== 0) throw new Error(done.ok ? done.value.stderr : done.error.detail);
  return done.value.stdout;
}
const ffmpeg = (...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

/** The meter prints to its output instead of into packets: faster than they would be delivered. */
const toOutput = (meter: string): string => meter.replace(/file=udp[^,]*$/, 'file=-');

interface Told { what: string; atMs: number; toldMs: number }

describe('sound', () => {
  const mono = 'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=mono';
  const roomNoise = (amplitude: number): string => `anoisesrc=c=pink:a=1:r=48000:seed=5:d=60,volume=${amplitude}`;
  const quietRoom = roomNoise(0.0029); // −65 dB
  const hum = 'aevalsrc=0.004*sin(2*PI*50*t)+0.0015*sin(2*PI*150*t):s=48000:d=60';
  let spoken: Record<'kk' | 'ru', string>;

  beforeAll(async () => {
    await needsProgram('espeak-ng', 'espeak-ng');
    const say = async (voice: string, text: string): Promise<string> => {
      const path = join(dir, `${voice}.wav`);
      await run('espeak-ng', ['-v', voice, '-s', '150', '-w', path, text]);
      return path;
    };
    spoken = {
      kk: await say('kk', 'Сот отырысы ашық деп жарияланады. Істі қарауға кімдер келгенін хатшы баяндасын. Тараптарға олардың құқықтары түсіндірілді. Куәгер сот залына шақырылады.'),
      ru: await say('ru', 'Судебное заседание объявляется открытым. Секретарь, доложите о явке участников процесса. Сторонам разъяснены их права и обязанности. Свидетель приглашается в зал.'),
    };
  });

  /** What is told of 20 s of all these sounds together, faster than they would last. Spoken clips begin after three seconds. */
  async function heard(sounds: string[], { afterwards = 'anull', lengthS = 20 } = {}): Promise<{ told: Told[]; held: string[]; levelDb: number }> {
    const inputs = sounds.flatMap((sound) => (sound.endsWith('.wav') ? ['-i', sound] : ['-f', 'lavfi', '-i', sound]));
    const each = sounds.map((sound, i) => `[${i}:a]aresample=48000,${sound.endsWith('.wav') ? 'volume=-12dB,adelay=3000,' : ''}apad[s${i}]`);
    const together = `${sounds.map((_, i) => `[s${i}]`).join('')}amix=inputs=${sounds.length}:normalize=0,${afterwards},aformat=sample_fmts=s16`;
    const printed = await ffmpeg(...inputs, '-filter_complex', `${each.join(';')};${together},atrim=duration=${lengthS},${mono},${toOutput(soundMeter('mic1', 9))}[m]`, '-map', '[m]', '-f', 'null', '-');
    const readings = new SoundLines().take(printed.toString('latin1'));
    expect(readings.length).toBeGreaterThanOrEqual(lengthS * 10 - 1);
    const judge = new SoundJudge();
    const told = readings.flatMap((reading, i) => judge.take(reading, i * 100).map((c) => ({ what: `${c.condition} ${c.change}`, atMs: c.atMs, toldMs: i * 100 })));
    return { told, held: judge.held().map((h) => h.condition), levelDb: judge.levelDb() ?? NaN };
  }
  const conditionsOf = (told: Told[]): string[] => [...new Set(told.map((t) => t.what.split(' ')[0] as string))].toSorted();

  test.each(['kk', 'ru'] as const)('speech in %s is heard within half a second, once, and is nothing else', async (language) => {
    const { told } = await heard([spoken[language], quietRoom]);
    expect(told.map((t) => t.what).slice(0, 2)).toEqual(['speech began', 'speech ended']);
    expect(conditionsOf(told)).toEqual(['speech']);
    expect(told[0]?.toldMs).toBeGreaterThanOrEqual(3000);
    expect(told[0]?.toldMs).toBeLessThanOrEqual(3500);
  });

  test.each([['a quiet room', quietRoom], ['loud ventilation', 'anoisesrc=c=brown:a=0.04:r=48000:seed=5:d=60'], ['a tone', 'aevalsrc=0.1*sin(2*PI*1000*t)+0.0005*random(0):s=48000:d=60']])('%s is nothing to speak of', async (_, sound) => {
    expect((await heard([sound])).told).toEqual([]);
  });

  test('a quiet room has its level', async () => {
    expect(Math.abs((await heard([quietRoom])).levelDb + 65)).toBeLessThan(1.5);
  });

  test('digital zero is told after two seconds, and so is a constant voltage', async () => {
    for (const sound of ['anullsrc=r=48000:cl=mono:d=60', 'aevalsrc=0.05:s=48000:d=60']) {
      const { told } = await heard([sound], { lengthS: 6 });
      expect(told).toEqual([{ what: 'digital_silence began', atMs: 0, toldMs: 2000 }]);
    }
  });

  test('hum is told, alone and under speech', async () => {
    expect((await heard([hum, roomNoise(0.0015)])).held).toEqual(['hum']);
    const { told } = await heard([spoken.ru, hum, quietRoom], { lengthS: 30 });
    expect(conditionsOf(told)).toEqual(['hum', 'speech']);
  });

  test('clipped speech is told, also when it was clipped before it came here; loud speech is not', async () => {
    expect(conditionsOf((await heard([spoken.kk, quietRoom], { afterwards: 'volume=18dB,aformat=sample_fmts=s16' })).told)).toEqual(['clipping', 'speech']);
    expect(conditionsOf((await heard([spoken.kk, quietRoom], { afterwards: 'volume=28dB,aformat=sample_fmts=s16,volume=-8dB' })).told)).toEqual(['clipping', 'speech']);
    expect(conditionsOf((await heard([spoken.kk, quietRoom], { afterwards: 'volume=8dB' })).told)).toEqual(['speech']);
  });

  test('an input with nothing connected but its own noise is too quiet', async () => {
    const { told } = await heard([`anoisesrc=c=white:a=1:r=48000:seed=5:d=80,volume=0.00004`], { lengthS: 70 });
    expect(told).toEqual([{ what: 'too_quiet began', atMs: 0, toldMs: 60_000 }]);
  });

  test('all voices of the demonstration hall speak, and nothing is the matter with them', async () => {
    const clips = await demoClips();
    for (const voice of [1, 2, 3, 4]) {
      const { told } = await heard([`amovie=${join(clips, voiceFileName(voice))}:loop=1`], { lengthS: 120 });
      expect(conditionsOf(told)).toEqual(['speech']);
    }
  });
});

describe('picture', () => {
  const fps = 25;
  /** A still scene as a camera sees it: only the noise of the sensor moves. */
  const still = (afterwards: string, noise = 2): string =>
    `testsrc2=s=640x360:r=${fps},trim=end_frame=1,format=yuv420p,eq=saturation=0.4,loop=loop=-1:size=1,setpts=N/${fps}/TB,${afterwards},noise=alls=${noise}:allf=t`;

  /** What is told of a picture by the branch beside its recording, faster than it would last. */
  async function shown(input: string[], lengthS: number, afterwards = 'null'): Promise<{ told: Told[]; readings: PictureReading[] }> {
    const graph = `[0:v]${afterwards},trim=end_frame=${lengthS * fps},format=yuv420p,split[picture][meter];[meter]${toOutput(pictureMeter('cam1', fps, 9))}[watched]`;
    const printed = await ffmpeg(...input, '-filter_complex', graph, '-map', '[picture]', '-f', 'null', '-', '-map', '[watched]', ...unseen);
    const readings = new PictureLines().take(printed.toString('latin1'));
    expect(readings).toHaveLength(Math.ceil(lengthS * 2.5));
    const judge = new PictureJudge();
    const told = readings.flatMap((reading, i) => judge.take(reading, i * 400).map((c) => ({ what: `${c.condition} ${c.change}`, atMs: c.atMs, toldMs: i * 400 })));
    return { told, readings };
  }
  const lavfi = (graph: string): string[] => ['-f', 'lavfi', '-i', graph];
  const secondsAfter = (told: Told[], what: string, eventMs: number): number => ((told.find((t) => t.what === what)?.toldMs ?? NaN) - eventMs) / 1000;

  test('a still scene is a good picture, with much noise or the least', async () => {
    for (const noise of [1, 8]) expect((await shown(lavfi(still('null', noise)), 40)).told).toEqual([]);
  });

  test('a network camera that shows nothing but the noise between key frames two seconds apart is a good picture', async () => {
    const path = join(dir, 'network.mkv');
    await ffmpeg(...lavfi(still('null', 1)), '-t', '20', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '35', '-g', '50', '-sc_threshold', '0', path);
    const { told, readings } = await shown(['-i', path], 20);
    expect(readings.filter((r) => r.difference === 0).length).toBeGreaterThan(20);
    expect(told).toEqual([]);
  });

  test('frozen is told within five seconds, and nothing else', async () => {
    const { told } = await shown(lavfi(still('null')), 24, `loop=loop=-1:size=1:start=${15 * fps}`);
    expect(told.map((t) => t.what)).toEqual(['frozen began']);
    expect(secondsAfter(told, 'frozen began', 15_000)).toBeLessThanOrEqual(4.8);
  });

  test('black is told within three seconds, and nothing else', async () => {
    const { told } = await shown(lavfi(still(`drawbox=c=black:t=fill:enable='gte(t,15)'`)), 22);
    expect(told.map((t) => t.what)).toEqual(['black began']);
    expect(secondsAfter(told, 'black began', 15_000)).toBeLessThanOrEqual(3);
  });

  test.each([
    ['out of focus by what are 7 pixels at 1080p', `gblur=sigma=2.4:enable='gte(t,15)'`],
    ['very much out of focus', `boxblur=12:2:enable='gte(t,15)'`],
    ['covered by a hand', `drawbox=c=0x6a5048:t=fill:enable='gte(t,15)'`],
  ])('%s is told within seven seconds, and nothing else', async (_, afterwards) => {
    const { told } = await shown(lavfi(still(afterwards)), 28);
    expect(told.map((t) => t.what)).toEqual(['covered_or_out_of_focus began']);
    expect(secondsAfter(told, 'covered_or_out_of_focus began', 15_000)).toBeLessThanOrEqual(7);
  });

  test('dimmed light is not out of focus', async () => {
    expect((await shown(lavfi(still(`lutyuv=y='16+(val-16)*0.45':enable='gte(t,15)'`)), 28)).told).toEqual([]);
  });

  test.each([[1, 640, 360], [2, 1280, 720], [3, 320, 180], [4, 160, 120]])('the demonstration camera %i at %i × %i is a good picture', async (variant, widthPx, heightPx) => {
    const unpaced = syntheticCameraInput(variant, { widthPx, heightPx, fps }).map((arg) => arg.replace(/realtime=[^,]*,/, ''));
    const { told, readings } = await shown(unpaced, 16);
    expect(told).toEqual([]);
    expect(Math.min(...readings.slice(1).map((r) => r.difference))).toBeGreaterThan(0.05);
  });
});

test('readings of two microphones and a camera arrive as they are made, and no recorded frame is missing', async () => {
  const counts = { cam1: 0, mic1: 0, mic2: 0 };
  const sockets: TelemetrySocket[] = [];
  const portOf = async (take: (text: string) => void): Promise<number> => {
    const socket = await listenTo(0, take);
    if (!socket.ok) throw new Error(socket.error.detail);
    sockets.push(socket.value);
    return socket.value.port;
  };
  const soundPort = (id: 'mic1' | 'mic2', lines = new SoundLines()): Promise<number> => portOf((text) => { counts[id] += lines.take(text).filter((r) => r.microphoneId === id).length; });
  const [mic1, mic2] = [await soundPort('mic1'), await soundPort('mic2')];
  const pictures = new PictureLines();
  const cam1 = await portOf((text) => { counts.cam1 += pictures.take(text).length; });
  const path = join(dir, 'recorded.mkv');
  const mono = 'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=mono';
  const lengthS = 4;
  await ffmpeg(
    '-re', '-f', 'lavfi', '-i', `testsrc2=s=640x360:r=25:d=${lengthS}`, '-re', '-f', 'lavfi', '-i', `anoisesrc=a=0.01:r=48000:d=${lengthS}`,
    '-filter_complex', `[0:v]format=yuv420p,split[picture][meter];[meter]${pictureMeter('cam1', 25, cam1)}[watched]`,
    '-filter_complex', `[1:a]${mono},asplit=3[track][a][b];[a]${soundMeter('mic1', mic1)}[heard1];[b]${soundMeter('mic2', mic2)}[heard2]`,
    '-map', '[picture]', '-map', '[track]', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'libopus', path,
    '-map', '[watched]', ...unseen, '-map', '[heard1]', '-map', '[heard2]', '-f', 'null', '-',
  );
  // What the last packet held back may be missing, no more.
  await until(() => counts.cam1 === lengthS * 2.5 && Math.min(counts.mic1, counts.mic2) >= lengthS * 10 - 2);
  for (const socket of sockets) socket.close();
  const frames = await run('ffprobe', ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', path]);
  expect(Number(frames.toString())).toBe(lengthS * 25);
});

describe('who is really connected', { skip: process.platform !== 'linux' }, () => {
  const devices = ['judge', 'witness'];
  let socketPath: string;
  let server: Streaming;
  let recorders: Streaming[] = [];
  let watch: PulseWatch | null = null;
  let seen: Identity[] | 'no answer' = [];

  async function startServer(): Promise<void> {
    server = streamOutput('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '-L', `module-native-protocol-unix auth-anonymous=1 socket=${socketPath}`,
      ...devices.flatMap((name) => ['-L', `module-null-source source_name=${name} rate=48000`])], { env: { ...process.env, HOME: dir, XDG_RUNTIME_DIR: dir } });
    await until(async () => (await pactl('info').catch(() => '')) !== '');
  }
  const pactl = async (...args: string[]): Promise<string> => (await run('pactl', ['-s', `unix:${socketPath}`, ...args])).toString();
  const numberOf = async (kind: string, text: string): Promise<string> => (await pactl('list', 'short', kind)).split('\n').find((line) => line.includes(text))?.split('\t')[0] as string;

  /** Records these devices in one process and expects its microphones, called as they are. */
  function record(...names: string[]): Streaming {
    const recorder = streamOutput('ffmpeg', ['-nostdin', '-v', 'error', ...names.flatMap((name) => ['-f', 'pulse', '-server', `unix:${socketPath}`, '-i', name]),
      ...names.flatMap((_, i) => ['-map', `${i}:a`]), '-f', 'null', '-']);
    recorders.push(recorder);
    const pid = recorder.pid as number;
    watch?.expect(names.map((device) => ({ microphoneId: device, pid, device })));
    return recorder;
  }
  const is = (...expected: object[]): Promise<void> => until(() => JSON.stringify(seen) === JSON.stringify(expected));
  const right = (microphoneId: string, name = microphoneId) => ({ microphoneId, identity: 'right', name });
  const replaced = (microphoneId: string, byName: string) => ({ microphoneId, identity: 'replaced', byName });

  /** Resolves with how long it took until this was told, which must be within two seconds. */
  async function toldWithin2s(event: () => Promise<unknown>, ...expected: object[]): Promise<number> {
    const fromMs = performance.now();
    await event();
    await is(...expected);
    const tookMs = Math.round(performance.now() - fromMs);
    expect(tookMs).toBeLessThan(2000);
    return tookMs;
  }

  beforeAll(async () => {
    await needsProgram('pulseaudio', 'pulseaudio');
    await needsProgram('pactl', 'pulseaudio-utils');
    socketPath = join(dir, 'socket');
    await startServer();
    watch = new PulseWatch({ server: `unix:${socketPath}`, onIdentity: (told) => { seen = told.ok ? told.value : 'no answer'; } });
  });
  afterAll(async () => {
    await watch?.stop();
    for (const process of [...recorders, server]) process.kill();
    await Promise.all([...recorders, server].map((process) => process.done));
  });

  test('a microphone that is moved to another, and back, is told within two seconds; the other one of the process stays right', async () => {
    const recorder = record('judge', 'witness');
    await is(right('judge'), right('witness'));
    const outputOfJudge = async (): Promise<string> => {
      const judge = await numberOf('sources', '\tjudge\t');
      return (await pactl('list', 'short', 'source-outputs')).split('\n').map((line) => line.split('\t')).find((fields) => fields[1] === judge)?.[0] as string;
    };
    const output = await outputOfJudge();
    const movedMs = await toldWithin2s(() => pactl('move-source-output', output, 'witness'), replaced('judge', 'witness'), right('witness'));
    const backMs = await toldWithin2s(() => pactl('move-source-output', output, 'judge'), right('judge'), right('witness'));
    console.log(`a move was told after ${movedMs} ms, the way back after ${backMs} ms`);
    const goneMs = await toldWithin2s(() => { recorder.kill(); return recorder.done; }, { microphoneId: 'judge', identity: 'absent' }, { microphoneId: 'witness', identity: 'absent' });
    console.log(`the end of the recorder was told after ${goneMs} ms`);
  });

  test('a microphone that is pulled out while the server rescues its listeners is told by the name of the other', async () => {
    record('judge');
    await is(right('judge'));
    const pulledMs = await toldWithin2s(async () => pactl('unload-module', await numberOf('modules', 'source_name=judge')), replaced('judge', 'witness'));
    console.log(`a replaced microphone was told after ${pulledMs} ms`);
    await pactl('load-module', 'module-null-source', 'source_name=judge', 'rate=48000');
  });

  test('the server\'s choice is watched as well', async () => {
    await pactl('set-default-source', 'judge');
    record('default');
    await is(right('default', 'judge'));
    await toldWithin2s(async () => pactl('unload-module', await numberOf('modules', 'source_name=judge')), replaced('default', 'witness'));
    await pactl('load-module', 'module-null-source', 'source_name=judge', 'rate=48000');
  });

  test('a server that dies is told, and after its return moves are told again as quickly', async () => {
    server.kill();
    await server.done;
    await rm(socketPath, { force: true });
    await until(() => seen === 'no answer');
    await startServer();
    record('witness');
    await is(right('witness'));
    const output = await numberOf('source-outputs', '');
    await until(async () => (await pactl('list', 'short', 'clients')).split('\tpactl').length > 2); // the subscription, and whoever asks
    await toldWithin2s(() => pactl('move-source-output', output, 'judge'), replaced('witness', 'judge'));
  });
});
