import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appError, messageOf } from '#shared/domain/errors.ts';
import type { DocumentFile } from '#shared/domain/hearing/state.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Documents } from '#main/app/ports/index.ts';
import { writeAtomically } from '#main/process/atomicFile.ts';
import { fontFiles } from './fonts.ts';
import { print } from './printing.ts';

const folder = 'documents';
const pictureFolder = 'evidence';

async function keep(dir: string, path: string, content: Uint8Array): Promise<DocumentFile> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeAtomically(join(dir, path), content);
  return { path, sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
}

/** Names are made by the console from ids and versions; anything else is a mistake in this program. */
const isPlainName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,99}$/.test(name);

/** Text, for people and machines to read, the same as a PDF to print and sign, and as DOCX what a person goes on writing. */
export function createDocuments({ fontDir, workerUrl }: { fontDir: string; workerUrl: URL }): Documents {
  const missing = fontFiles(fontDir).find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`font not found: ${missing}`);
  return {
    async write({ dir, name, language, title, text, demo, alsoDocx }) {
      if (!isPlainName(name)) return err(appError('document.failed', { field: 'name', detail: `not a plain name: ${name}` }));
      try {
        const { pdf, docx } = await print(workerUrl, { fontDir, page: { language, title, text, demo }, alsoDocx });
        return ok([
          await keep(dir, `${folder}/${name}.${language}.txt`, Buffer.from(text, 'utf8')),
          await keep(dir, `${folder}/${name}.${language}.pdf`, pdf),
          ...(docx ? [await keep(dir, `${folder}/${name}.${language}.docx`, docx)] : []),
        ]);
      } catch (thrown) {
        return err(appError('document.failed', { field: `${name}.${language}`, detail: messageOf(thrown) }));
      }
    },
    async writePicture({ dir, name, jpeg }) {
      if (!isPlainName(name)) return err(appError('document.failed', { field: 'name', detail: `not a plain name: ${name}` }));
      return keep(dir, `${pictureFolder}/${name}.jpg`, jpeg).then(ok, (thrown: unknown) => err(appError('document.failed', { field: name, detail: messageOf(thrown) })));
    },
  };
}
