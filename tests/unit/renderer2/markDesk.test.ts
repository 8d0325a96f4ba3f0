import { describe, expect, it } from 'vitest';
import { appError, type AppError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { sessionDeskBox, type DeskBox } from '../../../src-renderer/screens/insession/marks/deskBox.ts';
import { createMarkDesk } from '../../../src-renderer/screens/insession/marks/markDesk.ts';
import type { Client, LinkState } from '../../../src-renderer/transport/client.ts';

/** A console that answers when it is told to. */
function fakeClient() {
  const calls: { name: string; input: Record<string, unknown>; answer: (error?: AppError) => Promise<void> }[] = [];
  let onState: (state: LinkState) => void = () => undefined;
  const settled = async () => { await Promise.resolve(); await Promise.resolve(); };
  const client = {
    call: (name: string, input: Record<string, unknown>) => new Promise((resolve) => {
      const answer = async (error?: AppError) => { resolve(error ? err(error) : ok({ seq: 1, atMs: 1 })); await settled(); };
      calls.push({ name, input, answer });
    }),
    onState: (listener: (state: LinkState) => void) => { onState = listener; return () => undefined; },
  };
  return { client: client as unknown as Pick<Client, 'call' | 'onState'>, calls, linkIs: (state: LinkState) => onState(state) };
}

const nothingKept: DeskBox = { read: () => null, write: () => undefined };

function desk(box = nothingKept) {
  let nowMs = 0;
  let ids = 0;
  const fake = fakeClient();
  const made = createMarkDesk(fake.client, 'hearing', () => nowMs, box, () => `id-${++ids}`);
  return { ...fake, desk: made, state: made.store.getState, at: (ms: number) => { nowMs = ms; } };
}

describe('the end of the hearing', () => {
  it('waits until the text being typed is a mark on disk', async () => {
    const d = desk();
    d.desk.type('қосымша', 10);
    const kept = d.desk.keepDraft(20);
    expect(d.calls[0]?.input).toMatchObject({ template: 'note', text: 'қосымша' });
    let over = false;
    void kept.then(() => { over = true; });
    await Promise.resolve();
    expect(over).toBe(false);
    await d.calls[0]?.answer();
    expect(await kept).toBeNull();
    expect(d.state()).toMatchObject({ pending: [], draft: { text: '' } });
  });

  it('is told why it is not, and the text is still there', async () => {
    const d = desk();
    d.desk.type('қосымша', 10);
    const kept = d.desk.keepDraft(20);
    await d.calls[0]?.answer(appError('store.unavailable'));
    expect(await kept).toEqual({ code: 'store.unavailable' });
    expect(d.state().pending[0]).toMatchObject({ text: 'қосымша', error: { code: 'store.unavailable' } });
  });

  it('waits for nothing when nothing is typed', async () => {
    const d = desk();
    expect(await d.desk.keepDraft(20)).toBeNull();
    expect(d.calls).toEqual([]);
  });
});

describe('marks being made', () => {
  it('a mark carries the text and the age of its first character', () => {
    const d = desk();
    d.desk.type('куә', 100);
    d.at(900);
    d.desk.keep('witness', 850);
    expect(d.calls[0]?.input).toMatchObject({ template: 'witness', text: 'куә', pressedAgoMs: 800 });
    expect(d.state().draft.text).toBe('');
  });

  it('is pending until the console says it is on disk', async () => {
    const d = desk();
    d.desk.keep('judge', 0);
    expect(d.state().pending).toHaveLength(1);
    await d.calls[0]?.answer();
    expect(d.state().pending).toEqual([]);
  });

  it('a refused mark keeps its text and says why; it can go back into the field with its moment', async () => {
    const d = desk();
    d.desk.type('ұзақ мәтін', 40);
    d.desk.keep('note', 50);
    await d.calls[0]?.answer(appError('input.too_large'));
    const [mark] = d.state().pending;
    expect(mark).toMatchObject({ text: 'ұзақ мәтін', error: { code: 'input.too_large' } });
    d.desk.takeBack(mark?.markId ?? '');
    expect(d.state()).toMatchObject({ pending: [], draft: { text: 'ұзақ мәтін', firstKeyAtMs: 40 } });
  });

  it('after a broken link it goes again by itself: same ids, and older by the time that passed', async () => {
    const d = desk();
    d.desk.keep('judge', 0);
    await d.calls[0]?.answer(appError('link.lost'));
    d.at(5000);
    d.linkIs('ready');
    expect(d.calls[1]?.input).toEqual({ ...d.calls[0]?.input, pressedAgoMs: 5000 });
    await d.calls[1]?.answer();
    expect(d.state().pending).toEqual([]);
  });

  it('a refused change is not lost', async () => {
    const d = desk();
    d.desk.noteEdit('m1', { template: 'judge', text: 'жаңа' });
    const edited = d.desk.edit('m1', { template: 'judge', text: 'жаңа' });
    await d.calls[0]?.answer(appError('mark.withdrawn'));
    expect(await edited).toBe(false);
    expect(d.state()).toMatchObject({ edits: { m1: { text: 'жаңа' } }, refused: { code: 'mark.withdrawn' } });
  });

  it('a name is put in as if it had been typed', () => {
    const d = desk();
    d.desk.append('Иванова Т. С.', 10);
    d.desk.append('Ли В.', 20);
    expect(d.state().draft).toEqual({ text: 'Иванова Т. С. Ли В. ', firstKeyAtMs: 10 });
  });
});

describe('a reload of the window', () => {
  /** The storage of a window: what it keeps outlives the page. */
  function windowStorage() {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    return { kept, page: (timeOriginMs: number) => sessionDeskBox(storage, 'hearing', timeOriginMs) };
  }
  const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

  it('keeps the text and the moment of its first character, though its clock begins anew', () => {
    const window = windowStorage();
    desk(window.page(1_000)).desk.type('жарты сө', 5_000);
    const after = desk(window.page(8_000));
    expect(after.state().draft).toEqual({ text: 'жарты сө', firstKeyAtMs: -2_000 });
    after.at(100);
    after.desk.keep('note', 100);
    expect(after.calls[0]?.input).toMatchObject({ text: 'жарты сө', pressedAgoMs: 2_100 });
  });

  it('sends a mark that was on its way again, under the same ids', () => {
    const window = windowStorage();
    const mark = { markId: uuid(1), commandId: uuid(2), template: 'oath', text: '', pressedAtMs: 10 };
    window.page(0).write({ draft: { text: '', firstKeyAtMs: null }, pending: [mark], edits: {} });
    const after = desk(window.page(0));
    expect(after.calls[0]?.input).toMatchObject({ markId: uuid(1), commandId: uuid(2), template: 'oath' });
  });

  it('begins empty when what was kept cannot be read', () => {
    const window = windowStorage();
    for (const broken of ['{', '{"draft":1}', 'null']) {
      window.kept.set('marks-hearing', broken);
      expect(desk(window.page(0)).state()).toEqual({ draft: { text: '', firstKeyAtMs: null }, pending: [], edits: {}, refused: null });
    }
  });
});
