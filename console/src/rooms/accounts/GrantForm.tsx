import { Button, NativeSelect } from '@mantine/core';
import { GivenRole, type UserRow } from '@nguon/protocol/http/accounts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addGrant, listTopics } from '../../api.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { PlacePicker, type Place } from '../../ui/PlacePicker.tsx';

/** Phân quyền: a role, where it holds, and for which topic. */
export function GrantForm({ user, opened, onClose }: { user: UserRow; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [role, setRole] = useState<GivenRole>('commune-officer');
  const [places, setPlaces] = useState<Place[]>([]);
  const [topic, setTopic] = useState('');
  const topics = useQuery({ queryKey: ['topics'], queryFn: listTopics, enabled: opened, staleTime: 3_600_000 });
  const [place] = places;
  const granting = useMutation({
    mutationFn: () => addGrant(user.id, { role, unit: place?.id ?? '', topic: topic === '' ? null : topic }),
    onSuccess: async () => {
      setPlaces([]);
      onClose();
      await client.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <Sheet opened={opened} onClose={onClose} title={t('people.grantTo', { name: user.name })}>
      <div className="stack">
        <NativeSelect
          label={t('people.role')}
          value={role}
          data={GivenRole.options.map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChange={(event) => setRole(GivenRole.parse(event.currentTarget.value))}
        />
        <div className="stack-tight">
          <b>{t('people.where')}</b>
          <PlacePicker
            single
            label={t('people.where')}
            roots={unitsOf(grantsFor(me, 'administer'))}
            chosen={places}
            onChange={setPlaces}
          />
        </div>
        <NativeSelect
          label={t('people.topic')}
          value={topic}
          data={[
            { value: '', label: t('people.allTopics') },
            ...(topics.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => setTopic(event.currentTarget.value)}
        />
        <ErrorNote error={granting.error} />
        <Button disabled={!place} loading={granting.isPending} onClick={() => granting.mutate()}>
          {t('people.grant')}
        </Button>
      </div>
    </Sheet>
  );
}
