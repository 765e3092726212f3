import { Button } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmMeaning } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './request.module.css';
import type { useListening } from './useListening.ts';

type Meaning = RequestView['meanings'][number];

interface Props {
  view: RequestView;
  listening: ReturnType<typeof useListening>;
  /** Null where nobody can confirm, as behind a link for one approver. */
  onConfirmed: ((view: RequestView) => Promise<void>) | null;
}

/** Who says that a version in another language means what the text says; nothing where all is spoken in Vietnamese. */
export function MeaningPart({ view, listening, onConfirmed }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  if (view.meanings.length === 0) return null;
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{t('tongues.title')}</h2>
      {view.meanings.map((meaning) => (
        <OneMeaning key={meaning.sound} {...{ view, meaning, listening, onConfirmed }} />
      ))}
    </section>
  );
}

function OneMeaning({ view, meaning, listening, onConfirmed }: Props & { meaning: Meaning }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const language = languageName(meaning.language);
  const confirm = useMutation({
    mutationFn: async () => confirmMeaning(view.id, { sound: meaning.sound, listening: await listening.settle() }),
    onSuccess: (confirmed) => onConfirmed?.(confirmed),
  });
  if (meaning.confirmedBy !== null && meaning.at !== null) {
    return <p>{t('tongues.confirmed', { name: meaning.confirmedBy, language, when: moment(meaning.at) })}</p>;
  }
  const heard = listening.heardWhole(view.sounds.findIndex(({ sha256 }) => sha256 === meaning.sound));
  return (
    <div className="stack-tight">
      <p className="said">{t('tongues.waits', { language })}</p>
      {view.state === 'waiting' && onConfirmed && meaning.mayConfirm ? (
        <Button
          variant="default"
          h="auto"
          py="sm"
          leftSection={heard ? <IconCheck aria-hidden /> : undefined}
          disabled={!heard}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          <span>
            {t('tongues.confirm', { language })}
            {!heard && <span className={styles['missing']}>{t('tongues.missing')}</span>}
          </span>
        </Button>
      ) : (
        <p className="soft small">{t('tongues.ask')}</p>
      )}
      <ErrorNote error={confirm.error} />
    </div>
  );
}
