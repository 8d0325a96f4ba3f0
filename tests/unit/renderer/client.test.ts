import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src-renderer/transport/client.ts';
import { fakeLink, settled } from './fakeLink.ts';

const hearingId = 'b1f5e1a0-3c1d-4a6e-9a51-0d5a4b8b7c11';
const record = (seq: number) => ({ seq, eventId: `e${seq}`, hearingId, event: { type: 'connectingStarted', atMs: 1 }, committedAtMs: 1, monotonicMs: 1, by: { userId: 'u', name: 'n', role: 'secretary' } });

async function connected() {
  const fake = fakeLink();
  let made = 0;
  const client = createClient(fake.link, () => `id-${++made}`);
  client.start(async () => undefined);
  await fake.up();
  return { ...fake, client };
}

describe('client', () => {
  it('answers link.lost at once while there is no link', async () => {
    const client = createClient(fakeLink().link);
    expect(await client.call('session.time', {})).toEqual({ ok: false, error: { code: 'link.lost' } });
  });

  it('gives a command its id, and a query none', async () => {
    const { client, last } = await connected();
    void client.call('hearing.open', { hearingId });
    expect(last('hearing.open').input).toEqual({ commandId: 'id-1', hearingId });
    void client.call('hearing.get', { hearingId });
    expect(last('hearing.get').input).toEqual({ hearingId });
  });

  it('repeats an intention under the id it was given', async () => {
    const { client, last } = await connected();
    void client.call('hearing.open', { hearingId, commandId: 'the-same' });
    expect(last('hearing.open').input).toMatchObject({ commandId: 'the-same' });
  });

  it('passes on the value, or the error as a value', async () => {
    const { client, answer, refuse } = await connected();
    const opened = client.call('hearing.open', { hearingId });
    await answer('hearing.open', { seq: 7 });
    expect(await opened).toEqual({ ok: true, value: { seq: 7 } });
    const refused = client.call('hearing.close', { hearingId });
    await refuse('hearing.close', { code: 'hearing.illegal_command' });
    expect(await refused).toEqual({ ok: false, error: { code: 'hearing.illegal_command' } });
  });

  it('fails what was under way when the link breaks', async () => {
    const { client, down } = await connected();
    const opened = client.call('hearing.open', { hearingId });
    down();
    expect(await opened).toEqual({ ok: false, error: { code: 'link.lost' } });
  });

  it('calls an answer of the wrong shape unexpected', async () => {
    const { client, answer } = await connected();
    const opened = client.call('hearing.open', { hearingId });
    await answer('hearing.open', { seq: 'seven' });
    expect(await opened).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });

  it('does not leave a call hanging when the envelope itself is unknown', async () => {
    const { client, raw, last } = await connected();
    const opened = client.call('hearing.open', { hearingId });
    raw({ k: 'err', id: last('hearing.open').id, error: { code: 'code.from.the.future' } });
    expect(await opened).toMatchObject({ ok: false, error: { code: 'internal.unexpected' } });
  });

  it('takes up events after the last one seen, and status anew', async () => {
    const { client, sent, say, down, up } = await connected();
    const seen: number[] = [];
    client.subscribe('events', { afterSeq: 3, hearingId }, (r) => seen.push(r.seq));
    client.subscribe('levels', {}, () => undefined);
    const first = sent.find((m) => m.k === 'sub' && m.name === 'events');
    expect(first).toMatchObject({ input: { afterSeq: 3, hearingId } });
    say({ k: 'item', id: first?.id ?? -1, value: record(4) });
    say({ k: 'item', id: first?.id ?? -1, value: record(9) });
    sent.length = 0;
    down();
    await up();
    expect(seen).toEqual([4, 9]);
    expect(sent).toEqual([
      { k: 'sub', id: first?.id, name: 'events', input: { afterSeq: 9, hearingId } },
      { k: 'sub', id: expect.any(Number), name: 'levels', input: {} },
    ]);
  });

  it('signs in before it takes up streams, on every new link', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    client.subscribe('status', {}, () => undefined);
    client.start(async () => { await client.call('session.resume', { token: 't' }); });
    await fake.up();
    expect(client.state()).toBe('preparing');
    expect(fake.sent.map((m) => m.k)).toEqual(['call']);
    await fake.refuse('session.resume', { code: 'auth.required' });
    expect(client.state()).toBe('ready');
    expect(fake.sent.map((m) => m.k)).toEqual(['call', 'sub']);
  });

  it('answers link.lost to what needs a sign-in while nobody is signed in on the new link', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    client.start(() => new Promise<void>(() => undefined));
    await fake.up();
    expect(await client.call('hearing.open', { hearingId })).toEqual({ ok: false, error: { code: 'link.lost' } });
    expect(fake.sent).toEqual([]);
    void client.call('session.resume', { token: 't' });
    expect(fake.sent).toHaveLength(1);
  });

  it('subscribes once when somebody subscribes upon "ready"', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    client.onState((state) => { if (state === 'ready') client.subscribe('status', {}, () => undefined); });
    client.start(async () => undefined);
    await fake.up();
    expect(fake.sent.filter((m) => m.k === 'sub')).toHaveLength(1);
  });

  it('forgets a preparation whose link is already gone', async () => {
    const fake = fakeLink();
    const client = createClient(fake.link);
    let finish = () => undefined as void;
    client.start(() => new Promise<void>((resolve) => { finish = resolve; }));
    await fake.up();
    fake.down();
    finish();
    await settled();
    expect(client.state()).toBe('down');
  });

  it('tells why the console ended a stream, and sends nothing more', async () => {
    const { client, sent, say, down, up } = await connected();
    const onEnd = vi.fn();
    client.subscribe('status', {}, () => undefined, onEnd);
    const id = sent.find((m) => m.k === 'sub')?.id ?? -1;
    say({ k: 'end', id, error: { code: 'auth.required' } });
    expect(onEnd).toHaveBeenCalledWith({ code: 'auth.required' });
    sent.length = 0;
    down();
    await up();
    expect(sent).toEqual([]);
  });

  it('stops a stream', async () => {
    const { client, sent } = await connected();
    const stop = client.subscribe('status', {}, () => undefined);
    const id = sent.at(-1)?.id;
    stop();
    expect(sent.at(-1)).toEqual({ k: 'unsub', id });
  });
});
