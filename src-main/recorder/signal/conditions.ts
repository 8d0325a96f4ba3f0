/** Something is the matter, since then. All times are monotonic milliseconds. */
export interface Held<C extends string> {
  condition: C;
  sinceMs: number;
}

/** `atMs` is when the condition itself began or ended, not when that became certain. */
export interface Change<C extends string> {
  condition: C;
  change: 'began' | 'ended';
  atMs: number;
}

/** How long it has to be so before it is said, and how long it has to be otherwise before that is said. */
export interface Patience {
  beginMs: number;
  endMs: number;
}

interface Course {
  isSo: boolean;
  sinceMs: number;
  heldSinceMs: number | null;
}

/** What was so before and after a longer silence need not have been so in between. */
const silenceMs = 2000;

/** Makes lasting conditions of what each reading shows. */
export class Conditions<C extends string> {
  readonly #patience: readonly (readonly [C, Patience])[];
  readonly #courses = new Map<C, Course>();
  #lastMs = -Infinity;

  constructor(patience: Record<C, Patience>) {
    this.#patience = Object.entries(patience) as [C, Patience][];
  }

  /** What is so at `atMs`. Null: it cannot be told, and counts as before. */
  take(shown: Record<C, boolean | null>, atMs: number): Change<C>[] {
    const silent = atMs - this.#lastMs > silenceMs;
    this.#lastMs = atMs;
    return this.#patience.map(([condition, patience]) => {
      const before = this.#courses.get(condition) ?? { isSo: false, sinceMs: atMs, heldSinceMs: null };
      const isSo = shown[condition] ?? before.isSo;
      const course = { ...before, isSo, sinceMs: isSo !== before.isSo || silent ? atMs : before.sinceMs };
      this.#courses.set(condition, course);
      return settle(condition, course, patience, atMs);
    }).filter((change) => change !== null);
  }

  held(): Held<C>[] {
    return this.#patience.flatMap(([condition]) => {
      const sinceMs = this.#courses.get(condition)?.heldSinceMs ?? null;
      return sinceMs === null ? [] : [{ condition, sinceMs }];
    });
  }
}

function settle<C extends string>(condition: C, course: Course, patience: Patience, atMs: number): Change<C> | null {
  const forMs = atMs - course.sinceMs;
  const isHeld = course.heldSinceMs !== null;
  if (course.isSo === isHeld || forMs < (course.isSo ? patience.beginMs : patience.endMs)) return null;
  course.heldSinceMs = course.isSo ? course.sinceMs : null;
  return { condition, change: course.isSo ? 'began' : 'ended', atMs: course.sinceMs };
}
