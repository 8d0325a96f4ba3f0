export type Path = readonly (string | number)[];

export interface Leaf {
  path: Path;
  value: unknown;
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Every place inside a value, branches and leaves. */
export function placesIn(value: unknown, path: Path = []): Leaf[] {
  if (!isTree(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [{ path: here, value: inner as unknown }, ...placesIn(inner, here)];
  });
}

/** A copy with another value at one place. */
export function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string | number, unknown> = Array.isArray(value) ? ([...value] as unknown as Record<number, unknown>) : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** A copy without one place. */
export function without(value: unknown, path: Path): unknown {
  const parent = path.slice(0, -1);
  const copy = structuredClone(value);
  const holder = parent.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], copy);
  Reflect.deleteProperty(holder as object, path.at(-1) ?? '');
  return copy;
}
