import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Tongue } from '../time.ts';
import { vi } from './vi.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

const KEPT_AS = 'nguon.tongue';

/** Starts the texts: Vietnamese unless this person chose otherwise on this computer. English comes only when asked for. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { vi: { translation: vi } },
    lng: 'vi',
    fallbackLng: 'vi',
    interpolation: { escapeValue: false },
  });
  if (localStorage.getItem(KEPT_AS) === 'en') await setTongue('en');
}

/** Changes the language of the screens and remembers it on this computer. */
export async function setTongue(tongue: Tongue): Promise<void> {
  if (tongue === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(tongue);
  localStorage.setItem(KEPT_AS, tongue);
  document.documentElement.lang = tongue;
}
