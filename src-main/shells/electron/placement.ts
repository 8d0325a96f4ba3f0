import { z } from 'zod';

const rectangleSchema = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Rectangle = z.infer<typeof rectangleSchema>;

/** Where the windows were last. Numbers of monitors change between starts, so its bounds are kept too. */
export const placementSchema = z.object({
  secretary: z.object({ bounds: rectangleSchema, maximized: z.boolean() }).nullable(),
  judgeMonitor: z.object({ id: z.number(), bounds: rectangleSchema }).nullable(),
});
export type Placement = z.infer<typeof placementSchema>;

export const nowhereYet: Placement = { secretary: null, judgeMonitor: null };

export interface Monitor {
  id: number;
  bounds: Rectangle;
  workArea: Rectangle;
}

/** So much of a window must be on a monitor that a person can see and move it. */
const visiblePx = 120;

/** Where it was, if that is still on a monitor; else the whole primary monitor. */
export function placeSecretary({ secretary }: Placement, monitors: readonly Monitor[], primary: Monitor): { bounds: Rectangle; maximized: boolean } {
  const visible = secretary !== null && monitors.some(({ workArea }) => overlapsEnough(secretary.bounds, workArea));
  return visible && secretary ? secretary : { bounds: primary.workArea, maximized: true };
}

/** The monitor chosen before, else the first that is not the secretary's; null when there is only hers. */
export function placeJudge({ judgeMonitor }: Placement, monitors: readonly Monitor[], primary: Monitor): Monitor | null {
  const others = monitors.filter(({ id }) => id !== primary.id);
  const chosen = others.find(({ id }) => id === judgeMonitor?.id) ?? others.find(({ bounds }) => judgeMonitor !== null && sameRectangle(bounds, judgeMonitor.bounds));
  return chosen ?? others[0] ?? null;
}

const sameRectangle = (a: Rectangle, b: Rectangle): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

function overlapsEnough(a: Rectangle, b: Rectangle): boolean {
  const widthPx = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const heightPx = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return widthPx >= visiblePx && heightPx >= visiblePx;
}
