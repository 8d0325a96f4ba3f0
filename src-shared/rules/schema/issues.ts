import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

export interface PlacedIssue {
  path: PropertyKey[];
  message: string;
}

/** How far a way of reading got: what belongs to another way is refused by its keys, at once. */
const fits = (issues: readonly Issue[]): number => {
  const isOtherWay = issues.some(({ code, path }) => path.length === 0 && (code === 'unrecognized_keys' || code === 'invalid_type'));
  return isOtherWay ? -1 : Math.max(0, ...issues.map(({ path }) => path.length));
};

/** An issue where it really is: of something that may be read in several ways, what is wrong with the way that fits best. */
export function placed(issue: Issue): PlacedIssue[] {
  if (issue.code === 'invalid_union') {
    const best = issue.errors.toSorted((a, b) => fits(b) - fits(a))[0] ?? [];
    if (best.length > 0 && fits(best) >= 0) return best.flatMap(placed).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'nobody knows this field' }));
  return [{ path: issue.path, message: issue.message }];
}
