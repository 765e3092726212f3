import { NativeSelect } from '@mantine/core';
import type { UnitVoices } from '@nguon/protocol/http/speech.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptVoice, chooseVoice, readVoices, refuseVoice } from '../../api.ts';
import { unitsOf, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { VoiceCard } from './VoiceCard.tsx';

/** Giọng đọc: every machine voice of a unit, to be heard, accepted for its loudspeakers, and chosen. */
export function VoicesPage(): ReactNode {
  const { t } = useTranslation();
  const units = unitsOf(useMe().grants);
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const found = useQuery({ queryKey: ['voices', unit], queryFn: () => readVoices(unit), enabled: unit !== '' });
  return (
    <Page title={t('voices.title')} width="narrow">
      <p>{t('voices.lead')}</p>
      {units.length > 1 && (
        <NativeSelect
          label={t('voices.unit')}
          value={unit}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      )}
      {found.error && <ErrorNote error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Coming />}
      {found.data && <Voices key={unit} found={found.data} />}
    </Page>
  );
}

function Voices({ found }: { found: UnitVoices }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { unit, used, mayKeep, voices } = found;
  const keep = useMutation({
    mutationFn: async ({ act, voice }: { act: typeof acceptVoice; voice: string }) => act({ unit, voice }),
    onSuccess: (answer) => client.setQueryData(['voices', unit], answer),
  });
  return (
    <>
      <ErrorNote error={keep.error} />
      {!mayKeep && <Note>{t('voices.onlyReading')}</Note>}
      <ul className="stack" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {voices.map((voice) => (
          <li key={voice.id}>
            <VoiceCard
              unit={unit}
              voice={voice}
              isUsed={voice.id === used}
              mayKeep={mayKeep}
              busy={keep.isPending}
              onAccept={() => keep.mutate({ act: acceptVoice, voice: voice.id })}
              onRefuse={() => keep.mutate({ act: refuseVoice, voice: voice.id })}
              onUse={() => keep.mutate({ act: chooseVoice, voice: voice.id })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
