import { describe, expect, it } from 'vitest';
import { meterAt, restingMeter, shareOf } from '../../../src-renderer/ui/meters/ballistics.ts';
import { conditionAt, heard, newHistory } from '../../../src-renderer/ui/meters/condition.ts';
import { createMeterBoard } from '../../../src-renderer/ui/meters/meterBoard.ts';
import { signatureOf } from '../../../src-renderer/ui/meters/paint.ts';

describe('the level', () => {
  it('rises at once and falls 20 dB in 1.7 s', () => {
    const loud = meterAt(restingMeter(0), -10, 100);
    expect(loud.levelDb).toBe(-10);
    expect(meterAt(loud, null, 1800).levelDb).toBeCloseTo(-30, 6);
  });

  it('does not fall below a level that goes on', () => {
    const loud = meterAt(restingMeter(0), -10, 0);
    expect(meterAt(loud, -25, 1700).levelDb).toBe(-25);
  });

  it('holds its peak for a while, then lets it sink', () => {
    const loud = meterAt(restingMeter(0), -6, 0);
    const later = meterAt(loud, -40, 1000);
    expect(later.holdDb).toBe(-6);
    const muchLater = meterAt(meterAt(later, -40, 1600), -40, 2450);
    expect(muchLater.holdDb).toBeLessThan(-6);
    expect(muchLater.holdDb).toBeGreaterThan(-40);
  });

  it('latches the clip lamp', () => {
    const clipped = meterAt(restingMeter(0), 0, 0);
    expect(meterAt(clipped, -50, 60_000).clipped).toBe(true);
    expect(meterAt(restingMeter(0), -0.5, 0).clipped).toBe(false);
  });

  it('stays on the scale, whatever comes', () => {
    expect(shareOf(-120)).toBe(0);
    expect(shareOf(3)).toBe(1);
    expect(meterAt(restingMeter(0), -120, 10).levelDb).toBe(-60);
  });
});

describe('muted, silent and lost', () => {
  const speaking = heard(newHistory(0), -18, 1000);

  it('a voice is live', () => {
    expect(conditionAt(speaking, 'running', 1050)).toBe('live');
  });

  it('a working microphone near which nobody speaks becomes silent', () => {
    expect(conditionAt(heard(speaking, -57, 10_900), 'running', 10_950)).toBe('live');
    expect(conditionAt(heard(speaking, -57, 11_200), 'running', 11_250)).toBe('silent');
  });

  it('digital zero is the switch of the microphone: muted within a second', () => {
    const muted = heard(speaking, -120, 2100);
    expect(conditionAt(muted, 'running', 2150)).toBe('muted');
  });

  it('no levels at all is lost, and so is a capture reported lost', () => {
    expect(conditionAt(speaking, 'running', 2600)).toBe('lost');
    expect(conditionAt(speaking, 'lost', 1050)).toBe('lost');
  });

  it('in a recess nothing is wanted of it, which is no fault', () => {
    expect(conditionAt(speaking, null, 99_000)).toBe('off');
  });
});

describe('the board of meters', () => {
  const running = () => 'running' as const;
  const levels = (peakDb: number) => ({ atMs: 0, microphones: [{ id: 'judge', rmsDb: peakDb - 6, peakDb }] });

  it('knows which channels clipped until they are cleared', () => {
    const board = createMeterBoard(['judge', 'claimant'], 0);
    board.take(levels(0), 10);
    board.columns(20, running);
    expect(board.clippedIds()).toEqual(['judge']);
    board.clearClips();
    expect(board.clippedIds()).toEqual([]);
  });

  it('after a recess a channel is not taken for silent or lost at once', () => {
    const board = createMeterBoard(['judge'], 0);
    board.take(levels(-20), 10);
    board.columns(60_000, () => null);
    expect(board.conditions()).toEqual({ judge: 'off' });
    board.columns(60_100, running);
    expect(board.conditions()).toEqual({ judge: 'live' });
  });

  it('asks for a new picture only when a pixel changes', () => {
    const board = createMeterBoard(['judge'], 0);
    const size = { widthPx: 200, heightPx: 100 };
    board.take(levels(-20), 10);
    const first = signatureOf(board.columns(10, running), size);
    expect(signatureOf(board.columns(11, running), size)).toBe(first);
    expect(signatureOf(board.columns(400, running), size)).not.toBe(first);
  });
});
