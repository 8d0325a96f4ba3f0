import type { Levels } from '#shared/contract/status.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { CaptureState, ChannelCondition } from './condition.ts';
import { createMeterBoard, type MeterBoard } from './meterBoard.ts';
import { paintMeters, signatureOf, type MeterColors, type MeterSize } from './paint.ts';

export interface MeterFeed {
  onLevels(listener: (levels: Levels) => void): () => void;
}

export interface MetersState {
  conditions: Record<string, ChannelCondition>;
  clipped: readonly string[];
}

/** Without levels nothing is drawn, but a channel that falls silent or is lost must still be noticed. */
const watchEveryMs = 500;

/**
 * Runs the meters on a canvas outside React: a picture is drawn only when a pixel changes and the window
 * is seen. What React gets is the rare thing – which channel is live, silent, muted or lost.
 */
export function useMeters(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  ids: readonly string[],
  feed: MeterFeed,
  captureOf: (id: string) => CaptureState,
): MetersState & { clearClips: () => void } {
  const [state, setState] = useState<MetersState>({ conditions: {}, clipped: [] });
  const capture = useRef(captureOf);
  const board = useRef<MeterBoard | null>(null);
  useEffect(() => { capture.current = captureOf; });
  const key = ids.join(' ');

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return undefined;
    const meters = createMeterBoard(key === '' ? [] : key.split(' '), performance.now());
    board.current = meters;
    const draw = painter(canvas, meters, (id) => capture.current(id));
    const tell = () => setState((old) => changed(old, { conditions: meters.conditions(), clipped: meters.clippedIds() }));
    let frame = 0;
    const show = () => {
      frame = 0;
      draw();
      tell();
    };
    const soon = () => {
      if (!document.hidden && frame === 0) frame = requestAnimationFrame(show);
    };
    const leave = feed.onLevels((levels) => {
      meters.take(levels, performance.now());
      soon();
    });
    const timer = setInterval(soon, watchEveryMs);
    return () => {
      leave();
      clearInterval(timer);
      cancelAnimationFrame(frame);
    };
  }, [canvasRef, key, feed]);

  const clearClips = () => {
    board.current?.clearClips();
    setState((old) => ({ ...old, clipped: [] }));
  };
  return { ...state, clearClips };
}

function painter(canvas: HTMLCanvasElement, board: MeterBoard, captureOf: (id: string) => CaptureState): () => void {
  const g = canvas.getContext('2d');
  let drawn = '';
  return () => {
    const size = { widthPx: canvas.clientWidth, heightPx: canvas.clientHeight };
    const colors = colorsOf(canvas);
    const columns = board.columns(performance.now(), captureOf);
    const wanted = `${signatureOf(columns, size)} ${devicePixelRatio} ${colors.ink}`;
    if (!g || wanted === drawn) return;
    drawn = wanted;
    fit(canvas, g, size);
    paintMeters(g, columns, size, colors);
  };
}

function fit(canvas: HTMLCanvasElement, g: CanvasRenderingContext2D, size: MeterSize): void {
  const width = Math.round(size.widthPx * devicePixelRatio);
  const height = Math.round(size.heightPx * devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  g.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
}

function colorsOf(canvas: HTMLCanvasElement): MeterColors {
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    track: color('--meter-track'), quiet: color('--meter-quiet'), speech: color('--meter-speech'),
    hot: color('--meter-hot'), ink: color('--meter-ink'), clip: color('--meter-clip'),
  };
}

const changed = (old: MetersState, now: MetersState): MetersState =>
  JSON.stringify(old) === JSON.stringify(now) ? old : now;
