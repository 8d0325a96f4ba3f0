import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { teeArgument } from '#main/recorder/arguments/tee.ts';

/** ffmpeg's own unescaping of one token, up to one of `ends` (av_get_token), for what these arguments use. */
function token(text: string, ends: string): { value: string; rest: string } {
  let value = '';
  let at = 0;
  for (; at < text.length && !ends.includes(text[at] ?? ''); at += 1) {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    value += text[at];
  }
  return { value, rest: text.slice(at) };
}

function parse(argument: string): { options: Record<string, string>; target: string }[] {
  const places: { options: Record<string, string>; target: string }[] = [];
  for (let rest = argument; rest !== '';) {
    const place = token(rest, '|');
    rest = place.rest.slice(1);
    const options: Record<string, string> = {};
    let inner = place.value.slice(1);
    for (let open = true; open;) {
      const equals = inner.indexOf('=');
      const value = token(inner.slice(equals + 1), ':]');
      options[inner.slice(0, equals)] = value.value;
      open = value.rest.startsWith(':');
      inner = value.rest.slice(1);
    }
    places.push({ options, target: inner });
  }
  return places;
}

test('what ffmpeg reads is what was meant', () => {
  const nasty = `C:\\Recordings\\it's [one|two] : three\\`;
  const argument = teeArgument([
    { options: [['f', 'segment'], ['list', nasty]], target: `${nasty}%05d.mkv` },
    { options: [['f', 'flv'], ['fifo', [['a', '1'], ['b', [['rw_timeout', '5']]]]]], target: ' rtmp://host/live ' },
  ]);
  expect(parse(argument)).toEqual([
    { options: { f: 'segment', list: nasty }, target: `${nasty}%05d.mkv` },
    { options: { f: 'flv', fifo: 'a=1:b=rw_timeout=5' }, target: ' rtmp://host/live ' },
  ]);
});

test('any value and any target survive', () => {
  const text = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'ә', ' ', '\\', "'", '|', '[', ']', ':', '=', '%', ',') });
  fc.assert(fc.property(text, text, (value, target) => {
    expect(parse(teeArgument([{ options: [['x', value]], target }, { options: [['y', [['z', value]]]], target }]))[0]).toEqual({ options: { x: value }, target });
  }));
});
