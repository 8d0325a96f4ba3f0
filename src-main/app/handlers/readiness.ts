import { ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { Clock } from '../ports/index.ts';
import type { HallCheck } from '../readiness/hallCheck.ts';
import type { StatusBoard } from '../statusBoard.ts';

type Names = 'readiness.get' | 'readiness.check' | 'readiness.pattern';

interface Deps {
  hallCheck: Pick<HallCheck, 'check' | 'last' | 'notHeard' | 'isCheckedToday'>;
  status: Pick<StatusBoard, 'showPattern'>;
  clock: Pick<Clock, 'nowMs'>;
}

/** Long enough to walk round the hall. */
const patternMs = 60_000;

export const readinessHandlers = ({ hallCheck, status, clock }: Deps): Handlers<Names> => ({
  'readiness.get': async () => ok({ last: await hallCheck.last(), isToday: await hallCheck.isCheckedToday(), notHeard: hallCheck.notHeard() }),
  'readiness.check': (input, caller) => hallCheck.check(input, actorOf(caller)),
  'readiness.pattern': async ({ on }) => {
    const untilMs = on ? clock.nowMs() + patternMs : null;
    status.showPattern(untilMs);
    return ok({ untilMs });
  },
});
