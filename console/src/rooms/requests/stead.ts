import type { RequestView } from '@nguon/protocol/http/requests.ts';
import type { TFunction } from 'i18next';

/** "theo ủy quyền của Nguyễn Văn Mẫu (giấy số 12/GUQ-UBND)" */
export function steadWords(t: TFunction, { name, paper }: NonNullable<RequestView['stead']>): string {
  return paper === null ? t('request.stead', { name }) : t('request.steadPaper', { name, paper });
}
