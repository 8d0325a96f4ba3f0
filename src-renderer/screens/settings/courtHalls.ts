import { isSame, type KnownHall } from '#shared/domain/procedure/halls.ts';

export type HallsProblem = 'name' | 'twice';

/** Why these halls cannot be kept; null when they can. */
export function hallsProblem(halls: readonly KnownHall[]): HallsProblem | null {
  if (halls.some(({ name }) => name.trim() === '')) return 'name';
  return halls.some(({ name }, i) => halls.findIndex((other) => isSame(other.name, name)) < i) ? 'twice' : null;
}
