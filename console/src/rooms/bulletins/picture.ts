/** Longest side that is sent, in pixels: enough for a board of full HD, small enough for a village's network. */
const LONGEST_SIDE = 1920;
const QUALITY = 0.85;
/** Pictures up to this size go as they are, in bytes. */
const SMALL_ENOUGH = 600_000;
/** What the server keeps. A phone that stores others hands over one of these when asked for them by name. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp';

/** Of those, the ones whose letters the server can read for the privacy gate; others are drawn anew. */
const READABLE_TYPES: readonly string[] = ['image/jpeg', 'image/png'];

/** Width and height within the longest side, in the same proportion; never larger than they were. */
export function fitted(width: number, height: number, longest: number = LONGEST_SIDE): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/**
 * Makes a photo of a phone small enough to send over a weak network, the right side up. What this browser cannot read goes as
 * it is: the server says what is wrong with it.
 */
export async function smallPicture(picture: Blob): Promise<Blob> {
  const readable = READABLE_TYPES.includes(picture.type);
  if (picture.size <= SMALL_ENOUGH && readable) return picture;
  try {
    const bitmap = await createImageBitmap(picture);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = fitted(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) return picture;
    // A JPEG has no see-through parts; paper is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const smaller = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', QUALITY));
    return smaller && (smaller.size < picture.size || !readable) ? smaller : picture;
  } catch {
    return picture;
  }
}
