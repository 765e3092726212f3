import { describe, expect, it } from 'vitest';
import { placeIn, viewsOfItems } from './rotation.ts';
import type { Item } from './showing.ts';

const wide = { strip: false, fits: () => true };
const strip = { strip: true, fits: (text: string) => text.length <= 12 };

function buildItem(over: Partial<Item> = {}): Item {
  return {
    order: 'a',
    digest: 'd'.repeat(64),
    title: 'Họp thôn',
    text: 'Mời bà con đến nhà văn hóa.',
    picture: null,
    issuer: 'Xã Thử',
    priority: false,
    ...over,
  };
}

describe('rotation', () => {
  it('shows title, then text, of each item in turn', () => {
    const views = viewsOfItems([buildItem(), buildItem({ order: 'b', title: 'Cắt điện' })], wide);
    expect(views.map(({ order, kind }) => `${order} ${kind}`)).toEqual(['a title', 'a text', 'b title', 'b text']);
  });

  it('shows a text that only repeats its title once', () => {
    expect(viewsOfItems([buildItem({ text: ' Họp  thôn. ' })], wide)).toHaveLength(1);
  });

  it('puts the picture beside the title, for longer', () => {
    const [title, text] = viewsOfItems([buildItem({ picture: { sha256: 'f'.repeat(64), alternative: '' } })], wide);
    expect(title).toMatchObject({ picture: 'f'.repeat(64), ms: 8_000 });
    expect(text?.picture).toBeNull();
  });

  it('lets issuer and clock take turns on a strip, without pictures', () => {
    const views = viewsOfItems([buildItem({ picture: { sha256: 'f'.repeat(64), alternative: '' } })], strip);
    expect(views.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'issuer Xã Thử',
      'title Họp thôn',
      'text Mời bà con',
      'text đến nhà văn',
      'text hóa.',
      'clock ',
    ]);
    expect(views.every(({ picture }) => picture === null)).toBe(true);
    expect(viewsOfItems([], strip)).toEqual([]);
  });

  it('goes on where it was when other items come and go, and begins anew when its own went', () => {
    const before = viewsOfItems([buildItem(), buildItem({ order: 'b' })], wide);
    const after = viewsOfItems([buildItem({ order: 'b' }), buildItem({ order: 'c' })], wide);
    expect(placeIn(after, before[3])).toBe(1);
    expect(placeIn(after, before[0])).toBe(0);
    expect(placeIn(after, undefined)).toBe(0);
  });
});
