/** What a picture card says. */
export interface CardWords {
  title: string;
  /** The commune or office that speaks. */
  issuer: string;
  when: string;
  link: string;
}

const SIZE = 1080;
const MARGIN = 96;
const FONT = '"Be Vietnam Pro", system-ui, sans-serif';
const TITLE_LINES = 7;

/**
 * Breaks words into lines no wider than `width`; what does not fit in `most` lines ends with "…". A word wider than a line has a line of
 * its own.
 */
export function linesOf(text: string, width: number, most: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, most);
  let last = shown.at(-1) ?? '';
  while (last !== '' && measure(`${last}…`) > width) last = last.replace(/\s*\S$/u, '');
  shown[most - 1] = `${last}…`;
  return shown;
}

/** Draws a square picture in the colours of the house. Throws where the browser draws nothing. */
export async function drawCard({ title, issuer, when, link }: CardWords): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas here');
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  await document.fonts.ready;
  pen.fillStyle = '#fbf8f1';
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.fillStyle = colour('--lake', '#1d6f5c');
  pen.fillRect(0, 0, SIZE, 28);
  const write = (text: string, y: number, size: number, weight: number, ink: string): void => {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillStyle = ink;
    pen.fillText(text, MARGIN, y);
  };
  write(issuer, 160, 44, 500, '#4a4f4a');
  pen.font = `700 76px ${FONT}`;
  const lines = linesOf(title, SIZE - 2 * MARGIN, TITLE_LINES, (line) => pen.measureText(line).width);
  lines.forEach((line, index) => write(line, 290 + index * 98, 76, 700, '#1c211e'));
  write(when, SIZE - 150, 44, 600, '#1c211e');
  write(link, SIZE - 80, 40, 400, '#4a4f4a');
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture came out'))), 'image/png');
  });
}
