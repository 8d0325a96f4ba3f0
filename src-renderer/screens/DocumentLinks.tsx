import type { DocumentFile } from '#shared/domain/hearing/state.ts';
import { useFormat } from '../format/useFormat.ts';
import { mediaUrl } from '../stores/live.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './DocumentLinks.module.css';

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toUpperCase();

/** A document's files, to be saved. */
export function DocumentLinks({ hearingId, files }: { hearingId: string; files: readonly DocumentFile[] }) {
  const format = useFormat();
  return (
    <p className={styles.links}>
      {files.map((file) => (
        <a key={file.path} className={styles.link} download={file.path.split('/').at(-1)} href={mediaUrl(`/media/document/${hearingId}/${file.path}`)}>
          <Icon name="document" />{extensionOf(file.path)} · {format.size(file.bytes)}
        </a>
      ))}
    </p>
  );
}
