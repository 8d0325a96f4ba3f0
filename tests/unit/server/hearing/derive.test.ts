import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkFacts } from '../../../../src-server/facts/check.ts';
import { deriveState, understand } from '../../../../src-server/hearing/load.ts';
import { hashPassword, passwordMatches, sha256Of } from '../../../../src-server/secrets.ts';

const hearingId = randomUUID();
const fact = (seq: number, event: Record<string, unknown>) =>
  ({ eventId: randomUUID(), hearingId, seq, committedAtMs: seq, monotonicMs: seq, by: { userId: 'u', name: 'n', role: 'secretary' }, event });
const schedule = {
  caseNumber: 'ДЕМО-1', proceedings: 'civil', instance: 'first', court: 'с', hall: 'з', startsAtMs: 1, judge: 'т', secretary: '', language: 'kk', participants: [],
};
const scheduled = fact(1, { type: 'hearingScheduled', schedule, origin: 'manual', serverHearingId: null, demo: true });
const receipt = { receiptId: 'r', of: 'fact:x', sha256: '', receivedAtMs: 1 };
const stored = (f: object) => ({ canonical: JSON.stringify(f), receipt });

describe('facts', () => {
  test('the hash does not depend on the order of keys, and covers keys no schema knows', () => {
    const a = fact(1, { type: 'x' });
    const shuffled = Object.fromEntries(Object.entries(a).toReversed());
    const hashOf = (f: object) => {
      const checked = checkFacts({ facts: [f] });
      return checked.ok ? checked.value[0]?.sha256 : checked.error;
    };
    expect(hashOf(shuffled)).toBe(hashOf(a));
    expect(hashOf({ ...a, extra: 1 })).not.toBe(hashOf(a));
  });

  test('what is wrong is named', () => {
    expect(checkFacts({ facts: [fact(1, { type: 'x' }), { ...fact(2, { type: 'x' }), hearingId: 'no' }] })).toMatchObject({ ok: false, error: { field: 'facts.1.hearingId' } });
    expect(checkFacts(null)).toMatchObject({ ok: false, error: { field: 'body' } });
  });
});

describe('a hearing from its facts', () => {
  test('known events are understood; unknown and misshapen ones are not, and do no harm', () => {
    expect(understand(stored(scheduled))?.event.type).toBe('hearingScheduled');
    expect(understand(stored(fact(2, { type: 'fromTheFuture' })))).toBeNull();
    expect(understand(stored(fact(3, { type: 'markAdded', markId: 5 })))).toBeNull();
  });

  test('facts that came before the beginning wait for it', () => {
    const records = [fact(1, { type: 'connectingStarted', atMs: 1 }), scheduled, fact(3, { type: 'connectingStarted', atMs: 5 })]
      .map((f) => understand(stored(f))).filter((r) => r !== null);
    expect(deriveState(records.slice(0, 1))).toEqual({ state: null, used: 0 });
    const { state, used } = deriveState(records);
    expect([state?.phase.name, used]).toEqual(['connecting', 2]);
  });
});

test('a password is kept as a salted hash', async () => {
  const [one, two] = [await hashPassword('құпия сөз'), await hashPassword('құпия сөз')];
  expect(one).not.toBe(two);
  expect([await passwordMatches('құпия сөз', one), await passwordMatches('құпия', one), await passwordMatches('x', 'broken')]).toEqual([true, false, false]);
  expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
