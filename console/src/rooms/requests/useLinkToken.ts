import { useSyncExternalStore } from 'react';

/** The secret of a personal link. It is behind the #, so that it reaches no log, and stays there for a reload; another may take its place. */
export function useLinkToken(): string {
  return useSyncExternalStore(onOtherLink, () => window.location.hash.slice(1));
}

function onOtherLink(tell: () => void): () => void {
  window.addEventListener('hashchange', tell);
  return () => window.removeEventListener('hashchange', tell);
}
