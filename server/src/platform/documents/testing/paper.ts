import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as mupdf from 'mupdf';

/** Letters of Times New Roman's shape and width, in which all official paper is written. */
const TINOS = dirname(createRequire(import.meta.url).resolve('@fontsource/tinos/package.json'));
const fonts = ['latin', 'latin-ext', 'vietnamese'].map((part) => {
  const file = readFileSync(join(TINOS, `files/tinos-${part}-400-normal.woff`));
  return new mupdf.Font(`Tinos-${part}`, new mupdf.Buffer(Uint8Array.from(sfntOf(file))));
});
const A4 = { width: 595, height: 842 };

/** Lines of text on a sheet of A4, as they come out of a scanner at so many dots an inch: grey, a little turned, noisy, as JPEG. */
export function scan(
  lines: readonly string[],
  { dpi = 200, turned = 0.4, noise = 14, size = 13 } = {},
): Buffer<ArrayBuffer> {
  const list = drawn(lines, size);
  const scale = dpi / 72;
  const turn = mupdf.Matrix.rotate(turned);
  const picture = list.toPixmap(
    mupdf.Matrix.concat(turn, mupdf.Matrix.scale(scale, scale)),
    mupdf.ColorSpace.DeviceGray,
    false,
  );
  const dots = picture.getPixels();
  let state = 2298;
  for (let at = 0; at < dots.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    // Paper is never white nor ink black.
    dots[at] = 20 + (dots[at] ?? 0) * 0.85 + (state / 2_147_483_648 - 0.5) * 2 * noise;
  }
  return Buffer.from(picture.asJPEG(70));
}

/** A PDF whose pages are pictures. */
export function scannedPdf(pictures: readonly Buffer<ArrayBuffer>[]): Buffer {
  const pdf = new mupdf.PDFDocument();
  for (const picture of pictures) {
    const image = pdf.addImage(new mupdf.Image(picture));
    const resources = pdf.addObject({ XObject: { P: image } });
    const page = `q ${A4.width} 0 0 ${A4.height} 0 0 cm /P Do Q`;
    pdf.insertPage(-1, pdf.addPage([0, 0, A4.width, A4.height], 0, resources, page));
  }
  return saved(pdf);
}

/** A PDF with text that can be copied. */
export function writtenPdf(pages: readonly (readonly string[])[], options = ''): Buffer {
  const out = new mupdf.Buffer();
  const writer = new mupdf.DocumentWriter(out, 'pdf', options);
  for (const lines of pages) {
    const device = writer.beginPage([0, 0, A4.width, A4.height]);
    drawn(lines, 13).run(device, mupdf.Matrix.identity);
    writer.endPage();
  }
  writer.close();
  return Buffer.from(out.asUint8Array());
}

/** A PDF as programs of the nineties wrote it: text in bytes, in a font of this name. */
export function bytesPdf(lines: readonly string[], font: string): Buffer {
  const pdf = new mupdf.PDFDocument();
  const named = pdf.addObject({ Type: 'Font', Subtype: 'TrueType', BaseFont: font, Encoding: 'WinAnsiEncoding' });
  const resources = pdf.addObject({ Font: { F: named } });
  const shown = lines.map((line) => `<${Buffer.from(line, 'latin1').toString('hex')}> Tj T*`).join(' ');
  const page = `BT /F 13 Tf 20 TL 60 760 Td ${shown} ET`;
  pdf.insertPage(-1, pdf.addPage([0, 0, A4.width, A4.height], 0, resources, page));
  return saved(pdf);
}

function saved(pdf: mupdf.PDFDocument, options = ''): Buffer {
  return Buffer.from(pdf.saveToBuffer(options).asUint8Array());
}

function drawn(lines: readonly string[], size: number): mupdf.DisplayList {
  const list = new mupdf.DisplayList([0, 0, A4.width, A4.height]);
  const device = new mupdf.DisplayListDevice(list);
  const text = new mupdf.Text();
  for (const [row, line] of lines.entries()) {
    let x = 70;
    for (const letter of line) {
      const font = fonts.find((each) => each.encodeCharacter(letter) !== 0);
      if (!font) throw new Error(`no ${letter} in the font`);
      const glyph = font.encodeCharacter(letter);
      text.showGlyph(font, [size, 0, 0, -size, x, 70 + row * size * 1.5], glyph, letter.codePointAt(0) ?? 0);
      x += font.advanceGlyph(glyph) * size;
    }
  }
  device.fillText(text, mupdf.Matrix.identity, mupdf.ColorSpace.DeviceGray, [0], 1);
  device.close();
  return list;
}

/** The font inside a WOFF 1.0 file. */
function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (let table = 0; table < count; table += 1) {
    const place = 44 + table * 20;
    const packed = woff.subarray(
      woff.readUInt32BE(place + 4),
      woff.readUInt32BE(place + 4) + woff.readUInt32BE(place + 8),
    );
    const length = woff.readUInt32BE(place + 12);
    const data = packed.length < length ? inflateSync(packed) : packed;
    woff.copy(head, 12 + table * 16, place, place + 4);
    head.writeUInt32BE(woff.readUInt32BE(place + 16), 16 + table * 16);
    head.writeUInt32BE(at, 20 + table * 16);
    head.writeUInt32BE(length, 24 + table * 16);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(data, padding);
    at += length + padding.length;
  }
  return Buffer.concat(parts);
}
