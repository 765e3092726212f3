import { useTranslation } from 'react-i18next';
import { browserWords } from './browser-words.ts';

/** Names a browser by its user-agent text: "Chrome trên Android". */
export function useDeviceName(): (device: string) => string {
  const { t } = useTranslation();
  return (device) => {
    const { browser, system } = browserWords(device);
    if (browser === null || system === null) return browser ?? system ?? t('account.otherDevice');
    return t('account.deviceOn', { browser, system });
  };
}
