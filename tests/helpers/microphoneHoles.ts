import type { Page } from 'playwright-core';

/**
 * In the page: when the browser's imitated microphone itself stood still, which it does where the machine does. What was never captured
 * cannot be kept, and is no seam of ours.
 */
export function noteHoles(): void {
  const Processor = (window as unknown as Record<string, new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> }>)['MediaStreamTrackProcessor'];
  if (!Processor) return;
  const watch = async (track: MediaStreamTrack): Promise<void> => {
    const reader = new Processor({ track }).readable.getReader();
    for (let endedUs = Infinity; ;) {
      const { value } = await reader.read();
      if (!value) return;
      if (value.timestamp - endedUs > 100_000) sessionStorage.setItem('holes', JSON.stringify([...(JSON.parse(sessionStorage.getItem('holes') ?? '[]') as number[]), Date.now()]));
      endedUs = value.timestamp + value.duration;
      value.close();
    }
  };
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    for (const track of stream.getAudioTracks()) void watch(track.clone());
    return stream;
  };
}

/** When it did, UTC. */
export const holesOf = async (page: Page): Promise<number[]> => JSON.parse((await page.evaluate(() => sessionStorage.getItem('holes'))) ?? '[]') as number[];
