import { Button } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@nguon/protocol/http/templates.ts';
import { fillTemplate } from '@nguon/protocol/template.ts';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { listStandings } from '../../api-standing.ts';
import { listTemplates } from '../../api.ts';
import { dayOf } from '../../time.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import type { Desk } from '../bulletins/useDesk.ts';
import { BlankForm } from './BlankForm.tsx';
import styles from './templates.module.css';

/** "Dùng mẫu": fixed words whose blanks are filled, then an ordinary draft. */
export function TemplatePart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<Template | null>(null);
  const { unit, template } = desk.draft.content;
  const found = useQuery({
    queryKey: ['templates', unit],
    queryFn: () => listTemplates(unit),
    enabled: unit !== '' && (opened || template !== null),
  });
  const standings = useQuery({
    queryKey: ['standings', unit],
    queryFn: () => listStandings(unit),
    enabled: unit !== '' && opened,
  });
  const name = found.data?.items.find(({ id }) => id === template?.id)?.content.name;
  const take = (from: Template, values: Record<string, string>): void => {
    const filled = fillTemplate(from.content, values);
    if (!filled) return;
    const { topic, class: urgency, genre, readings, times } = from.content;
    const { title, text, endsAt } = filled;
    desk.change({
      readings,
      ...(times === 'now' && { when: { kind: 'now' as const }, timed: true }),
      lastDay: endsAt === null ? desk.draft.lastDay : dayOf(endsAt - 1),
      endsAt,
    });
    const named = { id: from.id, revision: from.revision, values };
    desk.write({ title, text, topic, class: urgency, genre, template: named });
    setOpened(false);
    setChosen(null);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTemplate aria-hidden />} onClick={() => setOpened(true)}>
        {t('template.use')}
      </Button>
      {template !== null && name !== undefined && <p className="soft small">{t('template.filled', { name })}</p>}
      <Sheet
        title={chosen?.content.name ?? t('template.title')}
        opened={opened}
        onClose={() => {
          setOpened(false);
          setChosen(null);
        }}
      >
        {chosen ? (
          <BlankForm
            key={chosen.id}
            content={chosen.content}
            standing={standingOf(chosen, standings.data?.items ?? [])}
            onTake={(values) => take(chosen, values)}
            onBack={() => setChosen(null)}
          />
        ) : (
          <div className="stack">
            <ErrorNote error={found.error} again={() => void found.refetch()} />
            {found.isPending && <Coming />}
            {found.data?.items.length === 0 && <p className="soft">{t('template.none')}</p>}
            <ul className={styles['list']}>
              {found.data?.items.map((one) => (
                <li key={one.id}>
                  <button type="button" className={styles['choose']} onClick={() => setChosen(one)}>
                    <b>{one.content.name}</b>
                    <span className="soft small">{one.content.note || (one.unitName ?? t('template.house'))}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Sheet>
    </>
  );
}

/** The standing approval of exactly this state of a template, the longest of them. */
function standingOf({ id, revision }: Template, standings: readonly StandingView[]): StandingView | null {
  const own = standings.filter((one) => one.state === 'standing' && one.template === id && one.revision === revision);
  return own.toSorted((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null;
}
