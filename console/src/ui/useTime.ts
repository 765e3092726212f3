import { useTranslation } from 'react-i18next';
import { useNow } from '../session.ts';
import {
  dayTitle,
  nearDay,
  spokenDay,
  spokenLength,
  spokenMoment,
  spokenTime,
  timeLeft,
  type Tongue,
  type When,
} from '../time.ts';

/** Time in the language on screen, by the province's clock. */
export function useTime() {
  const now = useNow();
  const { i18n } = useTranslation();
  const tongue: Tongue = i18n.language === 'en' ? 'en' : 'vi';
  return {
    now,
    tongue,
    time: (at: When) => spokenTime(at, tongue),
    day: (at: When) => spokenDay(at, tongue),
    near: (at: When) => nearDay(at, now, tongue),
    dayTitle: (at: When) => dayTitle(at, now, tongue),
    moment: (at: When) => spokenMoment(at, now, tongue),
    length: (ms: number) => spokenLength(ms, tongue),
    left: (at: When) => timeLeft(at, now, tongue),
  };
}
