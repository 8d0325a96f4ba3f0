/**
 * The same address as another way: candidates whose ways were given up are tried again only when they look new, which
 * foundation and priority decide (RFC 8839, 5.1). The kind of way, in the upper byte, stays as it was.
 */
export function rewritten(candidate: RTCIceCandidateInit, nth: number): RTCIceCandidateInit {
  const [foundation = '', component = '', transport = '', priority = '', ...rest] = (candidate.candidate ?? '').split(' ');
  const other = (Number(priority) & ~0xffff) | ((Number(priority) - nth) & 0xffff);
  return { ...candidate, candidate: [`${foundation}${nth}`.slice(0, 32), component, transport, String(other >>> 0), ...rest].join(' ') };
}
