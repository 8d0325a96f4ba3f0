import type { Gap } from '#shared/domain/hearing/state.ts';
import { nothingCameCause } from '#main/recorder/capture/cause.ts';

/** Gaps that somebody made: not the moments in which this machine was too busy to draw a demonstration camera's picture. Of sound every one counts. */
export const losses = (gaps: readonly Gap[]): Gap[] => gaps.filter(({ cause }) => cause !== nothingCameCause.video);
