import type { Item } from './showing.ts';

/** The whole text of everything on the board at once, for those who read by ear; it changes without interrupting them. */
export function writeAlternative(place: HTMLElement, items: readonly Item[]): void {
  const wanted = items.map(({ order }) => order).join(' ');
  if (place.dataset['orders'] === wanted) return;
  place.dataset['orders'] = wanted;
  place.replaceChildren(...items.map(articleOf));
}

function articleOf(item: Item): HTMLElement {
  const article = document.createElement('article');
  const parts: [string, string][] = [
    ['h2', item.title],
    ['p', item.issuer],
    ['p', item.text],
    ['p', item.picture ? `Hình: ${item.picture.alternative}` : ''],
  ];
  for (const [name, text] of parts) {
    if (text === '') continue;
    const part = document.createElement(name);
    part.textContent = text;
    article.append(part);
  }
  return article;
}
