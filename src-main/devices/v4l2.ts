import { nothing, type Found } from './found.ts';

/** One `/dev/videoN`, with what `/sys/class/video4linux/videoN` says of it. */
export interface VideoNode {
  device: string;
  name: string;
  /** A camera has several nodes; the first gives pictures, the others metadata about them. */
  index: number;
}

const numberOf = (device: string): number => Number(/\d+$/.exec(device)?.[0] ?? 0);

export const camerasOf = (nodes: VideoNode[]): Found => ({
  ...nothing,
  cameras: nodes
    .filter((node) => node.index === 0)
    .toSorted((a, b) => numberOf(a.device) - numberOf(b.device))
    .map(({ device, name }) => ({ name: name === '' ? device : name, source: { type: 'v4l2', device } })),
});
