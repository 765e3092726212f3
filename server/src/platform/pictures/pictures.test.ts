import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPicture } from './pictures.ts';

/** 16 × 8 pixels each, drawn for these tests. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAXEQADAQAAAAAAAAAAAAAAAAABAhEA/9oADAMBAAIRAxEAPwCMActRNaCxi13/2Q==',
  'base64',
);
const WEBP = Buffer.from(
  'UklGRloAAABXRUJQVlA4WAoAAAAAAAAADwAABwAAVlA4IDwAAABwAQCdASoQAAgAA4BaJbACdAF1AAD+5foODdqQvzn3ei4jRJEUf7u2/0PPUu6I8/3UYDaQur+u7ZgAAAA=',
  'base64',
);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAQElEQVR4AayOQQoAQARF5Ur/UM7kTjNnmlnZICnUS6H38QHeBKZhBYFAyVNlBEF1nO32BXqFPFmyzfY/MHO3fwAAAP//Xi7SvQAAAAZJREFUAwBRfDIhOSHWsgAAAABJRU5ErkJggg==',
  'base64',
);
const ALL = [
  ['image/jpeg', JPEG],
  ['image/png', PNG],
  ['image/webp', WEBP],
] as const;
const SECRET = Buffer.from('GPS 22.14,105.83 Nguyễn Văn A');

/** An Exif segment as a phone writes it: little-endian, orientation 6, and something private. */
function jpegWithExif(): Buffer {
  const entry = Buffer.from('1201' + '0300' + '01000000' + '06000000', 'hex');
  const tiff = Buffer.concat([Buffer.from('49492a0008000000' + '0100', 'hex'), entry, Buffer.alloc(4), SECRET]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, SECRET.length + 2]), SECRET]);
  return Buffer.concat([JPEG.subarray(0, 2), head, body, comment, JPEG.subarray(2), SECRET]);
}

function pngWithText(): Buffer {
  const typed = Buffer.concat([Buffer.from('tEXtAuthor\0'), SECRET]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(typed.length - 4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([PNG.subarray(0, 33), length, typed, checksum, PNG.subarray(33), SECRET]);
}

function webpWithExif(): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(SECRET.length);
  const all = Buffer.concat([WEBP, Buffer.from('EXIF'), length, SECRET, Buffer.alloc(SECRET.length % 2)]);
  all.writeUInt32LE(all.length - 8, 4);
  all[20] = 0x08;
  return all;
}

describe('a picture that somebody sends', () => {
  it.each(ALL)('%s is recognised and measured', (mediaType, bytes) => {
    expect(cleanPicture(bytes)).toMatchObject({ mediaType, width: 16, height: 8, bytes });
  });

  it('loses place, names, comments and whatever hangs behind it', () => {
    for (const dirty of [jpegWithExif(), pngWithText(), webpWithExif()]) {
      expect(dirty.includes(SECRET)).toBe(true);
      expect(cleanPicture(dirty)?.bytes.includes(SECRET)).toBe(false);
    }
    expect(cleanPicture(pngWithText())?.bytes).toEqual(PNG);
    expect(cleanPicture(webpWithExif())?.bytes).toEqual(WEBP);
  });

  it('keeps which side is up', () => {
    const clean = cleanPicture(jpegWithExif())?.bytes;
    expect(clean?.subarray(2, 12).toString('hex')).toBe('ffe10022457869660000');
    expect(clean?.[31]).toBe(6);
    expect(cleanPicture(clean ?? Buffer.alloc(0))?.bytes).toEqual(clean);
  });

  it.each(ALL)('%s that is cut anywhere before its end is refused', (_mediaType, bytes) => {
    for (let length = 0; length < bytes.length - 2; length += 1) {
      expect(cleanPicture(bytes.subarray(0, length))).toBeNull();
    }
  });

  it('of impossible size is refused', () => {
    const huge = Buffer.from(PNG);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(crc32(huge.subarray(12, 29)), 29);
    expect(cleanPicture(huge)).toBeNull();
  });

  it('never makes the reader fail, whatever its bytes are', () => {
    const damaged = fc.tuple(fc.constantFrom(...ALL), fc.nat(400), fc.uint8Array({ minLength: 1, maxLength: 40 }));
    fc.assert(
      fc.property(damaged, ([[, bytes], at, noise]) => {
        const copy = Buffer.from(bytes);
        copy.set(noise.subarray(0, Math.max(0, copy.length - (at % copy.length))), at % copy.length);
        const clean = cleanPicture(copy);
        expect(clean === null || clean.width > 0).toBe(true);
      }),
    );
  });
});
