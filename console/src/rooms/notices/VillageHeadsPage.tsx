import { Button, NativeSelect } from '@mantine/core';
import type { VillageHead } from '@nguon/protocol/http/notices.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmHeadPhone, endHead, listHeads, makeHeadLink } from '../../api-notices.ts';
import { listTemplates } from '../../api.ts';
import { paths } from '../../paths.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { SendLink } from '../../ui/SendLink.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { StateWord } from '../../ui/words.tsx';
import { useFourWords } from '../accounts/useFourWords.ts';
import { AddHead } from './AddHead.tsx';

/** Trưởng thôn: who speaks to which village, by which phone; links are sent and phones confirmed here. */
export function VillageHeadsPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const units = unitsOf(grantsFor(me, 'keepHeads'));
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [adding, setAdding] = useState(false);
  const found = useQuery({
    queryKey: ['village-heads', unit],
    queryFn: () => listHeads(unit),
    enabled: unit !== '',
    refetchInterval: 15_000,
  });
  return (
    <Page title={t('heads.title')} width="narrow">
      <p className="soft">{t('heads.lead')}</p>
      {units.length > 1 && (
        <NativeSelect
          label={t('edition.unit')}
          value={unit}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      )}
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isLoading && <Coming />}
      {found.data?.items.length === 0 && <p>{t('heads.none')}</p>}
      {found.data?.items.map((head) => (
        <HeadCard key={head.user} head={head} root={found.data.root} />
      ))}
      <Button style={{ alignSelf: 'flex-start' }} onClick={() => setAdding(true)} disabled={unit === ''}>
        {t('heads.add')}
      </Button>
      <Sheet title={t('heads.add')} opened={adding} onClose={() => setAdding(false)}>
        <AddHead unit={unit} onAdded={() => setAdding(false)} />
      </Sheet>
    </Page>
  );
}

function HeadCard({ head, root }: { head: VillageHead; root: string }) {
  const { t } = useTranslation();
  const { user, name, unitName, perDay, phone } = head;
  return (
    <section className="sheet stack-tight" aria-label={name}>
      <div className="row">
        <StateWord tone={phone === 'standing' ? 'good' : 'neutral'}>{t(`heads.states.${phone}`)}</StateWord>
      </div>
      <h2>{name}</h2>
      <p className="soft">
        {unitName}, {t('heads.perDaySaid', { count: perDay })}
      </p>
      {phone === 'waiting' && head.x !== null && <Confirm user={user} root={root} x={head.x} />}
      {phone === 'none' ? (
        <SendLink make={() => makeHeadLink(user)} />
      ) : (
        <>
          <SendLink make={() => makeHeadLink(user)} label={t('heads.newLink')} />
          <p className="soft small">{t('heads.newLinkHelp')}</p>
        </>
      )}
      <Templates unit={head.unit} />
      <End head={head} />
    </section>
  );
}

function Confirm({ user, root, x }: { user: string; root: string; x: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useFourWords(root, x);
  const confirming = useMutation({
    mutationFn: () => confirmHeadPhone(user, x),
    onSuccess: () => client.invalidateQueries({ queryKey: ['village-heads'] }),
  });
  return (
    <Note>
      <p>{t('heads.compare', { words })}</p>
      <ErrorNote error={confirming.error} />
      <Button loading={confirming.isPending} onClick={() => confirming.mutate()}>
        {t('heads.confirm')}
      </Button>
    </Note>
  );
}

/** Templates that may be used there; each page asks the leader for its standing approval in the village. */
function Templates({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const found = useQuery({ queryKey: ['templates', unit], queryFn: () => listTemplates(unit), enabled: opened });
  return (
    <>
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setOpened(true)}>
        {t('heads.templates')}
      </Button>
      <Sheet title={t('heads.templates')} opened={opened} onClose={() => setOpened(false)}>
        <ErrorNote error={found.error} />
        {found.isPending && <Coming />}
        <ul className="stack">
          {found.data?.items.map(({ id, content }) => (
            <li key={id}>
              <Link to={paths.template} params={{ template: id }} search={{ unit }}>
                {content.name}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}

function End({ head: { user, name } }: { head: VillageHead }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const ending = useMutation({
    mutationFn: () => endHead(user),
    onSuccess: () => client.invalidateQueries({ queryKey: ['village-heads'] }),
  });
  return (
    <>
      <Button variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
        {t('heads.end')}
      </Button>
      <Sheet title={t('heads.end')} opened={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{t('heads.endAsk', { name })}</p>
          <ErrorNote error={ending.error} />
          <Button loading={ending.isPending} onClick={() => ending.mutate()}>
            {t('heads.end')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
