import type { ImportView } from '@nguon/protocol/http/imports.ts';
import { sendImport } from '../../api.ts';
import { BASE_PATH, paths } from '../../paths.ts';
import { fitted } from './picture.ts';

/** What can be chosen; phones offer their camera beside it. */
export const IMPORT_TYPES =
  '.docx,.doc,.pdf,application/pdf,application/msword,' +
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document,image/*';
/** Letters of a page of paper are read well from so many pixels; more only costs the village's network. */
const LONGEST_SIDE = 3000;
const QUALITY = 0.9;
const SMALL_ENOUGH = 2_000_000;
/** The search word of the desk's address that opens an import. */
const NAME_IN_ADDRESS = 'tep';

/**
 * Sends a file whose text is wanted, in the name of a unit. To show what is read of it open the desk with `?tep=<id>`.
 * @throws ApiFailure with the server's reason
 */
export async function importFile(file: File, unit: string): Promise<ImportView> {
  const form = new FormData();
  form.append('file', await readable(file), file.name);
  return sendImport(unit, form);
}

/** The address of the desk on which an import is opened. */
export function addressOfImport(id: string): string {
  return `${BASE_PATH}${paths.compose}?${new URLSearchParams({ [NAME_IN_ADDRESS]: id })}`;
}

/** The import that the desk's address names, or null. */
export function importInAddress(search: string): string | null {
  return new URLSearchParams(search).get(NAME_IN_ADDRESS);
}

/** Photos are redrawn as JPEG, the right side up: phones store kinds that only their own makers read. */
async function readable(file: File): Promise<Blob> {
  const plain = file.type === 'image/jpeg' || file.type === 'image/png';
  if (!file.type.startsWith('image/') || (plain && file.size <= SMALL_ENOUGH)) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = fitted(bitmap.width, bitmap.height, LONGEST_SIDE);
    const context = canvas.getContext('2d');
    if (!context) return file;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return (await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', QUALITY))) ?? file;
  } catch {
    // The server says what is wrong with it.
    return file;
  }
}
