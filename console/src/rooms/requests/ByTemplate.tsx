import { Button } from '@mantine/core';
import type { RequestView, StandingOffer } from '@nguon/protocol/http/requests.ts';
import { IconBroadcast } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { approveByTemplate } from '../../api-standing.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { useTerms } from '../templates/useTerms.ts';
import type { useListening } from './useListening.ts';

interface Props {
  view: RequestView;
  offer: StandingOffer;
  listening: ReturnType<typeof useListening>;
  onDecided: (view: RequestView) => Promise<void>;
}

/** Phát theo mẫu duyệt sẵn, once the officer has heard it; or why this one needs an ordinary approval. */
export function ByTemplate({ view, offer, listening, onDecided }: Props) {
  const { t } = useTranslation();
  const terms = useTerms();
  const release = useMutation({
    mutationFn: async () => {
      const heard = view.sounds.length > 0 ? await listening.settle() : null;
      return approveByTemplate(view.id, { standing: offer.id, digest: view.digest, listening: heard });
    },
    onSuccess: onDecided,
  });
  const missing = Math.ceil(listening.missingMs / 1000);
  return (
    <section className="sheet stack" aria-labelledby="mau-duyet-san">
      <h2 id="mau-duyet-san">{t('standing.title')}</h2>
      <p>{terms(offer)}</p>
      {offer.whyNot === null ? (
        <>
          <p className="soft">{t('standing.releaseHelp', { name: offer.approverName })}</p>
          <ErrorNote error={release.error} />
          <Button
            leftSection={<IconBroadcast aria-hidden />}
            disabled={missing > 0}
            loading={release.isPending}
            onClick={() => release.mutate()}
          >
            {t('standing.release')}
          </Button>
          {missing > 0 && <p className="soft small">{t('request.approveMissing', { seconds: missing })}</p>}
        </>
      ) : (
        <p>{t('standing.notNow', { reason: offer.whyNot })}</p>
      )}
    </section>
  );
}
