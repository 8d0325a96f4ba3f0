export interface ScrollPlace {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
}

const nearEndPx = 60;

/**
 * Does the list go on following its newest row? It stops only when somebody scrolls up; rows that grow,
 * a list that becomes shorter or narrower, and rows measured late move the end away without anybody's will.
 */
export function followsEnd(follows: boolean, before: ScrollPlace, now: ScrollPlace): boolean {
  if (now.scrollHeight - now.scrollTop - now.clientHeight < nearEndPx) return true;
  const resized = now.scrollHeight !== before.scrollHeight || now.clientHeight !== before.clientHeight;
  return follows && (resized || now.scrollTop >= before.scrollTop);
}
