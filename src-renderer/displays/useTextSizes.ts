import { useEffect, useState, type CSSProperties } from 'react';
import { usePreferences } from '../stores/live.ts';
import { textSizes } from './textSize.ts';

const windowSize = () => ({ widthPx: window.innerWidth, heightPx: window.innerHeight });

/** Text sizes for this display and the eye that reads it, as CSS lengths. */
export function useTextSizes(): CSSProperties {
  const viewing = usePreferences((p) => p.viewing);
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const onResize = () => setSize(windowSize());
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  const { readablePx, unmissablePx } = textSizes(viewing, size);
  return { '--readable': `${readablePx.toFixed(1)}px`, '--unmissable': `${unmissablePx.toFixed(1)}px` } as CSSProperties;
}
