import { join } from 'node:path';
import { segmentIndexes } from '../segments/files.ts';

export const isIn = (root: string) => (dir: string): boolean => dir.startsWith(join(root, '/'));

/**
 * Into which folders captures write now. A capture cuts its files by the clock at the moment of writing: one that was
 * held up by a hanging disk has missed cuts, and counts behind its copy on the other disk from then on. It would open –
 * and empty – every file that the mirror puts there before it comes to that number.
 */
export class Writing {
  /** By folder: may its writer be counting behind the others? */
  readonly #folders = new Map<string, boolean>();

  /** `isLate`: what happened to its writer before is not known. */
  begin(dir: string, isLate: boolean): void {
    this.#folders.set(dir, isLate);
  }

  /** True when files had to wait for this. */
  over(dir: string): boolean {
    const wasLate = this.#folders.get(dir) ?? false;
    this.#folders.delete(dir);
    return wasLate;
  }

  isLate = (dir: string): boolean => this.#folders.get(dir) ?? false;

  hung(root: string): void {
    for (const dir of [...this.#folders.keys()].filter(isIn(root))) this.#folders.set(dir, true);
  }

  /** Whether nobody will come and write to this file any more: whoever is at work in the folder is past it. */
  async isPast(dir: string, index: number): Promise<boolean> {
    return !this.isLate(dir) || isBeyond(dir, index);
  }

  /** Whether whoever is at work in the folder may not have finished this file yet: on a busy computer one copy is a moment behind the other. */
  async isOpen(dir: string, index: number): Promise<boolean> {
    return this.#folders.has(dir) && !(await isBeyond(dir, index));
  }
}

const isBeyond = async (dir: string, index: number): Promise<boolean> => ((await segmentIndexes(dir)).at(-1) ?? -1) > index;
