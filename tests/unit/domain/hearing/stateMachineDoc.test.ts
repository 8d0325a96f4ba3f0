import { expect, test } from 'vitest';
import { stateMachineDoc } from './stateMachineDoc.ts';

test('docs/state-machine.md says what the program does (`npx vitest run -u` renews it)', async () => {
  await expect(stateMachineDoc()).toMatchFileSnapshot('../../../../docs/state-machine.md');
});
