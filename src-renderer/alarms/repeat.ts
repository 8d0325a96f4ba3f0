/** A danger that is over this soon was a status under way. */
export const settleMs = 1_000;
export const againMs = 30_000;

/** Runs `signal` when the danger has lasted a moment and every half minute after that, until stopped. */
export function repeatSignal(signal: () => void): () => void {
  let timer = setTimeout(sound, settleMs);
  function sound() {
    signal();
    timer = setTimeout(sound, againMs);
  }
  return () => clearTimeout(timer);
}
