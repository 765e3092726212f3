import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import { readBulletin } from '../../api.ts';
import { grantsFor, provinceNow, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { ReturnedPart } from '../requests/ReturnedPart.tsx';
import { DeskView } from './DeskView.tsx';
import { draftOf, emptyDraft, type Draft } from './draft.ts';
import { forget, readKept, type DraftKey } from './kept.ts';
import { lastPlaces } from './last-places.ts';

/** Soạn: a new bulletin, or the one that this person was writing on this computer. */
export function NewBulletin(): ReactNode {
  const me = useMe();
  const [round, setRound] = useState(0);
  const key = useMemo(() => ({ user: me.id, of: 'new' }), [me.id]);
  const opened = useMemo(() => {
    const kept = readKept(key);
    const unit = grantsFor(me, 'write')[0]?.unit ?? me.grants[0]?.unit ?? '';
    return { kept, draft: kept ?? emptyDraft(unit, provinceNow(), lastPlaces(me.id, unit)), round };
  }, [key, me, round]);
  const begin = async (): Promise<void> => {
    await forget(key);
    setRound((before) => before + 1);
  };
  return (
    <DeskView
      key={round}
      draftKey={key}
      first={opened.draft}
      restored={opened.kept !== null}
      onFresh={() => void begin()}
    />
  );
}

/** Soạn: a bulletin that the server has, with what was changed on this computer and not yet sent. */
export function ReviseBulletin(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const id = usePart('bulletin');
  const found = useQuery({ queryKey: ['bulletin', id], queryFn: () => readBulletin(id) });
  const [round, setRound] = useState(0);
  const key = useMemo(() => keyOf(me.id, id), [me.id, id]);
  const bulletin = found.data;
  const opened = useMemo((): { draft: Draft; kept: boolean } | null => {
    if (!bulletin) return null;
    const kept = readKept(key);
    return { draft: kept ?? draftOf(bulletin, provinceNow()), kept: kept !== null };
    // Only the first answer opens the desk; later ones must not write over what is being typed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bulletin === undefined, key, round]);
  if (!bulletin || !opened) {
    return (
      <Page title={t('compose.revise')}>
        {found.error ? <ErrorNote error={found.error} again={() => void found.refetch()} /> : <Coming />}
      </Page>
    );
  }
  if (!bulletin.mayEdit) {
    return (
      <Page title={t('compose.revise')}>
        <Note>{t('compose.closed', { state: t(`bulletinStates.${bulletin.state}`) })}</Note>
      </Page>
    );
  }
  const overtaken = opened.kept && opened.draft.saved?.revision !== bulletin.revision;
  const reopen = async (): Promise<void> => {
    await forget(key);
    setRound((before) => before + 1);
  };
  return (
    <DeskView key={round} draftKey={key} first={opened.draft} restored={opened.kept}>
      {bulletin.state === 'returned' && <ReturnedPart bulletin={bulletin.id} />}
      {overtaken && (
        <Note>
          <p>{t('compose.changed')}</p>
          <Button variant="default" onClick={() => void reopen()}>
            {t('compose.openNewer')}
          </Button>
        </Note>
      )}
    </DeskView>
  );
}

/** A new bulletin keeps its place on this computer after its first saving. */
function keyOf(user: string, bulletin: string): DraftKey {
  const fresh = { user, of: 'new' };
  return readKept(fresh)?.saved?.bulletin === bulletin ? fresh : { user, of: bulletin };
}
