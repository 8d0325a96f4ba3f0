import type { Output } from '#shared/contract/index.ts';
import { createStore } from 'zustand';
import type { Client } from '../transport/client.ts';

export type Settings = Output<'settings.get'>;

/** Until the console has said otherwise: all of Kazakhstan since March 2024. */
export const defaultTimeZone = 'Asia/Almaty';

/** The hall and the court's time zone, asked for at sign-in and after every change. */
export function createSettings(client: Client) {
  const store = createStore<{ settings: Settings | null }>(() => ({ settings: null }));
  return {
    store,
    load: async () => {
      const result = await client.call('settings.get', {});
      if (result.ok) store.setState({ settings: result.value });
      return result;
    },
  };
}
