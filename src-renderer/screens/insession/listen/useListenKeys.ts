import { useKeys, type KeyHandlers } from '../../../keys/useKeys.ts';
import { longMs, shortMs, type ListenBack } from './useListenBack.ts';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export function useListenKeys(listen: ListenBack, channels: readonly { id: string }[]): void {
  const solo: KeyHandlers = {};
  for (const n of numbers) {
    const channel = channels[n - 1];
    if (channel) solo[`channel.${n}`] = () => listen.solo(channel.id);
  }
  useKeys({
    ...solo,
    'channel.mix': () => listen.solo(null),
    'listen.short': () => listen.toggle(shortMs),
    'listen.long': () => listen.toggle(longMs),
    'listen.stop': listen.stop,
  });
}
