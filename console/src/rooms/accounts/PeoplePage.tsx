import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { UserRow } from '@nguon/protocol/http/accounts.ts';
import { IconKey, IconUserPlus, IconUsers, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addUser, endGrant, listOrganizations, listUsers, makeSignInLink } from '../../api.ts';
import { may, useMe } from '../../session.ts';
import { writtenDate } from '../../time.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Coming, EmptyNote, ErrorNote, Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import { GrantForm } from './GrantForm.tsx';

/** Người dùng: who works here, with what rights, and how each gets in. */
export function PeoplePage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<string | null>(null);
  const users = useQuery({ queryKey: ['users'], queryFn: listUsers });
  const foot = may(me, 'administer') && (
    <FootButtons>
      <Button data-main leftSection={<IconUserPlus aria-hidden />} onClick={() => setAdding(true)}>
        {t('people.add')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('nav.people')} width="narrow" foot={foot}>
      {added !== null && <Note kind="done">{t('people.added', { name: added })}</Note>}
      <ErrorNote error={users.error} again={() => void users.refetch()} />
      {users.isPending && <Coming />}
      {!may(me, 'administer') && <p className="soft">{t('people.leaderHelp')}</p>}
      {users.data?.length === 0 && (
        <EmptyNote icon={<IconUsers size={36} aria-hidden />} title={t('people.empty')} help={t('people.emptyHelp')} />
      )}
      <ul className="stack">
        {users.data?.map((user) => (
          <li key={user.id}>
            <Person user={user} />
          </li>
        ))}
      </ul>
      <AddPerson opened={adding} onClose={() => setAdding(false)} onAdded={setAdded} />
    </Page>
  );
}

function Person({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const [granting, setGranting] = useState(false);
  const withdrawing = useMutation({
    mutationFn: (grant: string) => endGrant(user.id, grant),
    onSuccess: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  const linking = useMutation({ mutationFn: () => makeSignInLink(user.id) });
  return (
    <section className="sheet stack" aria-label={user.name}>
      <div>
        <div className="row">
          <h2>{user.name}</h2>
          {user.lockedUntil !== null && <StateWord>{t('people.locked', { when: moment(user.lockedUntil) })}</StateWord>}
        </div>
        <p className="soft">{user.email}</p>
      </div>
      {user.grants.length === 0 && <p className="soft">{t('people.noGrants')}</p>}
      <ul className="row">
        {user.grants.map((grant) => (
          <li key={grant.id} className="row" style={{ gap: 0 }}>
            <StateWord>
              {t(`roles.${grant.role}`)}, {grant.unitName}
              {grant.delegation && `, ${t('delegation.from', fromWords(grant.delegation))}`}
            </StateWord>
            {user.administered && (
              <Button
                variant="subtle"
                px="xs"
                aria-label={t('people.withdraw', { role: t(`roles.${grant.role}`), unit: grant.unitName })}
                onClick={() => withdrawing.mutate(grant.id)}
              >
                <IconX size={18} aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ErrorNote error={withdrawing.error ?? linking.error} />
      <div className="row">
        {user.administered && (
          <Button variant="default" onClick={() => setGranting(true)}>
            {t('people.grant')} <span className="unseen">{user.name}</span>
          </Button>
        )}
        {user.resettable && (
          <Button
            variant="default"
            leftSection={<IconKey size={18} aria-hidden />}
            loading={linking.isPending}
            onClick={() => linking.mutate()}
          >
            {t('people.link')} <span className="unseen">{user.name}</span>
          </Button>
        )}
      </div>
      {linking.data && (
        <div className="stack-tight">
          <CopyField label={t('people.linkFor', { name: user.name })} text={linking.data.url} />
          <p className="soft small">{t('people.linkHelp', { when: moment(linking.data.expiresAt) })}</p>
        </div>
      )}
      <GrantForm user={user} opened={granting} onClose={() => setGranting(false)} />
    </section>
  );
}

function fromWords({ byName, until }: NonNullable<UserRow['grants'][number]['delegation']>) {
  return { name: byName, date: writtenDate(until) };
}

function AddPerson({
  opened,
  onClose,
  onAdded,
}: {
  opened: boolean;
  onClose: () => void;
  onAdded: (name: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [organization, setOrganization] = useState('');
  const organizations = useQuery({ queryKey: ['organizations'], queryFn: listOrganizations, enabled: opened });
  const adding = useMutation({
    mutationFn: () =>
      addUser({ name: name.trim(), email: email.trim(), organization: organization === '' ? null : organization }),
    onSuccess: async (user) => {
      onAdded(user.name);
      setName('');
      setEmail('');
      onClose();
      await client.invalidateQueries({ queryKey: ['users'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <Sheet opened={opened} onClose={onClose} title={t('people.add')}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={t('people.name')}
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="email"
          label={t('people.email')}
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('people.organization')}
          value={organization}
          data={[
            { value: '', label: t('people.noOrganization') },
            ...(organizations.data ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => setOrganization(event.currentTarget.value)}
        />
        <ErrorNote error={adding.error} />
        <Button type="submit" loading={adding.isPending}>
          {t('people.add')}
        </Button>
      </form>
    </Sheet>
  );
}
