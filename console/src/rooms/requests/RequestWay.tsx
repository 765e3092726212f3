import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readNewestRequest } from '../../api.ts';
import { paths } from '../../paths.ts';

/** The way from a bulletin to its newest request, where it is sent to an approver, withdrawn and printed. */
export function RequestWay({ bulletin, waiting }: { bulletin: string; waiting: boolean }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['newest-request', bulletin], queryFn: () => readNewestRequest(bulletin) });
  const request = found.data?.request;
  if (!request) return null;
  return (
    <p>
      <Link to={paths.request} params={{ request }}>
        {t('request.open')}
      </Link>
      {': '}
      {t(waiting ? 'request.openWaiting' : 'request.openDecided')}
    </p>
  );
}
