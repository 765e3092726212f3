const SECTOR = 512;
const FREE = 0xffffffff;
const END_OF_CHAIN = 0xfffffffe;
const FAT_SECTOR = 0xfffffffd;

/** A Word 97 file for a test ([MS-DOC], [MS-CFB]): one piece of text, stored in bytes or in UTF-16. */
export function buildDoc(text: string, { bytes = false, encrypted = false } = {}): Buffer {
  const stored = Buffer.from(text, bytes ? 'latin1' : 'utf16le');
  const document = Buffer.alloc(SECTOR * 4 + stored.length);
  document.writeUInt16LE(0xa5ec, 0);
  document.writeUInt16LE(0x0200 | (encrypted ? 0x0100 : 0), 0x0a);
  document.writeUInt32LE(text.length, 0x4c);
  stored.copy(document, SECTOR * 4);
  const table = Buffer.alloc(29);
  table.writeUInt8(2, 0);
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(text.length, 9);
  // A piece of bytes says so by a flag, and counts its place in half bytes.
  table.writeUInt32LE(bytes ? 0x40000000 | (SECTOR * 4 * 2) : SECTOR * 4, 15);
  document.writeUInt32LE(0, 0x1a2);
  document.writeUInt32LE(21, 0x1a6);
  return buildOle({ WordDocument: document, '1Table': table });
}

/** An OLE compound file for a test; each stream is padded beyond the size below which streams share sectors. */
export function buildOle(streams: Readonly<Record<string, Buffer>>): Buffer {
  const parts = Object.entries(streams).map(([name, content]) => {
    const size = Math.max(4096, Math.ceil(content.length / SECTOR) * SECTOR);
    return { name, size, content: Buffer.concat([content, Buffer.alloc(size - content.length)]) };
  });
  const table = Buffer.alloc(SECTOR, 0xff);
  table.writeUInt32LE(FAT_SECTOR, 0);
  table.writeUInt32LE(END_OF_CHAIN, 4);
  const entries = [entry('Root Entry', 5, END_OF_CHAIN, 0, { child: 1 })];
  let sector = 2;
  for (const [at, { name, size }] of parts.entries()) {
    entries.push(entry(name, 2, sector, size, { right: at + 1 < parts.length ? at + 2 : FREE }));
    for (const last = sector + size / SECTOR - 1; sector <= last; sector += 1) {
      if (sector * 4 + 4 > SECTOR) throw new Error('too long for one sector of the table');
      table.writeUInt32LE(sector === last ? END_OF_CHAIN : sector + 1, sector * 4);
    }
  }
  const directory = Buffer.concat([...entries, Buffer.alloc(SECTOR)]).subarray(0, SECTOR);
  return Buffer.concat([header(), table, directory, ...parts.map(({ content }) => content)]);
}

function header(): Buffer {
  const head = Buffer.alloc(SECTOR);
  head.write('d0cf11e0a1b11ae1', 0, 'hex');
  head.writeUInt16LE(0x3e, 24);
  head.writeUInt16LE(3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 44);
  head.writeUInt32LE(1, 48);
  head.writeUInt32LE(4096, 56);
  head.writeUInt32LE(END_OF_CHAIN, 60);
  head.writeUInt32LE(END_OF_CHAIN, 68);
  head.fill(0xff, 76);
  head.writeUInt32LE(0, 76);
  return head;
}

function entry(
  name: string,
  type: number,
  start: number,
  size: number,
  { right = FREE, child = FREE }: { right?: number; child?: number },
): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes.writeUInt8(type, 66);
  bytes.writeUInt8(1, 67);
  bytes.writeUInt32LE(FREE, 68);
  bytes.writeUInt32LE(right, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}
