import { describe, expect, it } from 'vitest';
import { Bell, type Timers } from '#main/process/bell.ts';

function handTimers() {
  const waiting: { run: () => void; ms: number }[] = [];
  const timers: Timers = {
    setTimeout: (run, ms) => { const timer = { run, ms }; waiting.push(timer); return timer; },
    clearTimeout: (timer) => { waiting.splice(waiting.findIndex((w) => w === timer), 1); },
  };
  return { timers, waiting };
}

describe('bell', () => {
  it('waits as long as told', async () => {
    const { timers, waiting } = handTimers();
    const pause = new Bell(timers).wait(700);
    expect(waiting.map((w) => w.ms)).toEqual([700]);
    waiting[0]?.run();
    await expect(pause).resolves.toBeUndefined();
  });

  it('ends a pause when rung, and leaves no timer behind', async () => {
    const { timers, waiting } = handTimers();
    const bell = new Bell(timers);
    const pause = bell.wait(700);
    bell.ring();
    await pause;
    expect(waiting).toEqual([]);
  });

  it('remembers one ring while nobody waits', async () => {
    const { timers, waiting } = handTimers();
    const bell = new Bell(timers);
    bell.ring();
    bell.ring();
    await bell.wait(700);
    expect(waiting).toEqual([]);
    void bell.wait(700);
    expect(waiting).toHaveLength(1);
  });
});
