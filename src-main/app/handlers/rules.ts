import { ok } from '#shared/domain/result.ts';
import { actorOf, type Handlers } from '../caller.ts';
import type { Clock } from '../ports/index.ts';
import type { RuleBook } from '../ruleBook.ts';

type Names = 'rules.list' | 'rules.bringIn' | 'rules.takeOut';

export const ruleHandlers = ({ ruleBook, clock }: { ruleBook: RuleBook; clock: Pick<Clock, 'nowMs'> }): Handlers<Names> => ({
  'rules.list': async () => ok(ruleBook.list()),
  'rules.bringIn': ({ name, text }, caller) => ruleBook.bringIn(name, text, actorOf(caller).name, clock.nowMs()),
  'rules.takeOut': ({ key }) => ruleBook.takeOut(key),
});
