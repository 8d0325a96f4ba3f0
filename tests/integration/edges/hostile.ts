/** What people, programs and attackers put where a name is expected. Data, all of it. */
export const hostile = {
  markup: '<script>alert(1)</script>',
  traversal: '../../etc/passwd',
  tenKilobytes: 'ә'.repeat(5000),
  almostTooLong: 'қ'.repeat(19_999),
  emoji: '👩🏽‍⚖️👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  nul: 'before\u0000after',
  rightToLeft: '\u202Egnp.exe\u202C',
  tornEmoji: 'torn \ud83d half',
  sql: '"; DROP TABLE events;--',
  percent: '%00%2e%2e%2f%n%s',
  header: 'x\r\nSet-Cookie: owned=1\r\n\r\n<html>',
  template: '{{constructor.constructor("return process")()}} ${7*7}',
  oneWord: 'Ұ'.repeat(3000),
  ffmpeg: "'[0:v]null;movie=/etc/passwd[x]|:\\%{pts}",
  prototype: '__proto__',
} as const;
export type HostileName = keyof typeof hostile;
export const hostileNames = Object.keys(hostile) as HostileName[];
