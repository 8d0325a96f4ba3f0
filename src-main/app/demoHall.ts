import type { Hall } from '#shared/domain/hall.ts';

/** Two cameras and four microphones that need no hardware; everything else about it is a hall like any other. */
export const demoHall: Hall = {
  court: 'Үлгі аудандық соты (ДЕМО)',
  name: '№ 1 үлгі залы (ДЕМО)',
  demo: true,
  cameras: [
    { id: 'cam1', label: 'Камера 1 · зал', source: { type: 'synthetic', variant: 1 }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam2', label: 'Камера 2 · тараптар', source: { type: 'synthetic', variant: 2 }, widthPx: 1280, heightPx: 720, fps: 25 },
  ],
  microphones: [
    { id: 'mic1', label: 'Төрағалық етуші', source: { type: 'synthetic', voice: 1 }, hears: 'judge' },
    { id: 'mic2', label: 'Талап қоюшы', source: { type: 'synthetic', voice: 2 } },
    { id: 'mic3', label: 'Жауапкер', source: { type: 'synthetic', voice: 3 } },
    { id: 'mic4', label: 'Куә', source: { type: 'synthetic', voice: 4 }, hears: 'witness' },
  ],
};
