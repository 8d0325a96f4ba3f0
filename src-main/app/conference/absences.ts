/** Whose line was cut may be back any moment; who has been gone for so long has left. */
const leftAfterMs = 30_000;

/** Who was here and may be back. */
export class Absences {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  went(participantId: string, onLeft: () => void): void {
    this.stays(participantId);
    this.#timers.set(participantId, setTimeout(onLeft, leftAfterMs).unref());
  }

  stays(participantId: string): void {
    clearTimeout(this.#timers.get(participantId));
    this.#timers.delete(participantId);
  }

  /** Nobody is waited for any more. */
  end(): void {
    for (const id of this.#timers.keys()) this.stays(id);
  }
}
