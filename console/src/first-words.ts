/** What somebody wrote into the form of soan.html while the desk's scripts were still coming. */
export interface FirstWords {
  text: string;
  /** What was marked, or where the next letter goes; both count UTF-16 units of the text. */
  from: number;
  to: number;
  /** The person was writing, and goes on. */
  focused: boolean;
}

let waiting: FirstWords | null = null;

/** Takes the form away, so that the screen behind it can be used. What was written waits for the desk. */
export function closeFirstForm(): void {
  const form = document.querySelector('#viet-truoc');
  const place = form?.querySelector('textarea');
  if (form && place) {
    const { value: text, selectionStart: from, selectionEnd: to } = place;
    waiting = { text, from, to, focused: document.activeElement === place };
    form.remove();
  }
  document.querySelector('#root')?.removeAttribute('inert');
}

/** Hands over what was written, once; null when there was no form. */
export function takeFirstWords(): FirstWords | null {
  closeFirstForm();
  const words = waiting;
  waiting = null;
  return words;
}

/** Lets the styles in that were kept from holding the form back, and waits until they are there. Elsewhere there are none such. */
export async function letStylesIn(): Promise<void> {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][media="print"]');
  await Promise.all([...links].map(letIn));
}

async function letIn(link: HTMLLinkElement): Promise<void> {
  const settled = new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
  // A sheet that is here already may never say so again.
  const isHere = link.sheet !== null;
  link.media = 'all';
  if (!isHere) await settled;
}
