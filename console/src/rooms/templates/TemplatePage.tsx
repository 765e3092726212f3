import { Button } from '@mantine/core';
import type { Template } from '@nguon/protocol/http/templates.ts';
import { previewTemplate } from '@nguon/protocol/template.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart, useWords } from '../../address.ts';
import { endTemplate, listStandings } from '../../api-standing.ts';
import { listTemplates, readUnit } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, unitsOf, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { AskStanding } from './AskStanding.tsx';
import { StandingCard } from './StandingCard.tsx';
import { TemplateForm } from './TemplateForm.tsx';

/** One template: what it says, how it stands approved beforehand, and for its keepers changing it and putting it away. */
export function TemplatePage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const id = usePart('template');
  const unit = useWords('unit').unit ?? unitsOf(me.grants)[0]?.id ?? '';
  const found = useQuery({ queryKey: ['templates', unit], queryFn: () => listTemplates(unit) });
  const template = found.data?.items.find((one) => one.id === id);
  if (template) return <Opened key={template.revision} {...{ template, unit }} />;
  return (
    <Page title={t('templates.title')} width="narrow">
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending ? <Coming /> : <p>{t('templates.missing')}</p>}
    </Page>
  );
}

/** A new template of a unit. */
export function NewTemplate(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const unit = useWords('unit').unit ?? unitsOf(me.grants)[0]?.id ?? '';
  const navigate = useNavigate();
  return (
    <Page title={t('templates.make')} width="narrow">
      <TemplateForm
        {...{ unit }}
        template={null}
        onSaved={({ id }) => void navigate({ to: paths.template, params: { template: id }, search: { unit } })}
      />
    </Page>
  );
}

function Opened({ template, unit }: { template: Template; unit: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [editing, setEditing] = useState(false);
  const standings = useQuery({ queryKey: ['standings', unit], queryFn: () => listStandings(unit) });
  // For a village below one's own commune, it is asked what it is called.
  const granted = unitsOf(me.grants).find(({ id }) => id === unit);
  const home = useQuery({ queryKey: ['unit', unit], queryFn: () => readUnit(unit), enabled: asking && !granted });
  const unitName = granted?.name ?? home.data?.name;
  const own = (standings.data?.items ?? []).filter((one) => one.template === template.id);
  const writes = may(me, 'write');
  return (
    <Page title={template.content.name} width="narrow">
      {template.content.note !== '' && <Note>{template.content.note}</Note>}
      <section className="sheet stack-tight">
        <h2>{previewTemplate({ ...template.content, text: template.content.title }, {})}</h2>
        <p className="reading">{previewTemplate(template.content, {})}</p>
        {template.mayEdit && <Keeping {...{ template, unit, editing, setEditing }} />}
      </section>
      <section className="sheet stack" aria-labelledby="duyet-san">
        <h2 id="duyet-san">{t('standing.title')}</h2>
        <p className="soft">{t('standing.askHelp')}</p>
        <ErrorNote error={standings.error} />
        {standings.data && own.length === 0 && <p>{t('standing.none')}</p>}
        <ul className="stack">
          {own.map((view) => (
            <li key={view.id}>
              <StandingCard view={view} />
            </li>
          ))}
        </ul>
        {writes && (
          <Button style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
            {t('standing.ask')}
          </Button>
        )}
        <Sheet title={t('standing.ask')} opened={asking} onClose={() => setAsking(false)}>
          {unitName !== undefined && <AskStanding {...{ template, unit, unitName }} onAsked={() => setAsking(false)} />}
          <ErrorNote error={home.error} />
        </Sheet>
      </section>
    </Page>
  );
}

function Keeping(props: { template: Template; unit: string; editing: boolean; setEditing: (open: boolean) => void }) {
  const { template, unit, editing, setEditing } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const ending = useMutation({
    mutationFn: () => endTemplate(template.id),
    onSuccess: async () => {
      await navigate({ to: paths.templates });
      await client.invalidateQueries();
    },
  });
  return (
    <div className="row">
      <Button variant="default" onClick={() => setEditing(true)}>
        {t('templates.edit')}
      </Button>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('templates.retire')}
      </Button>
      <Sheet title={t('templates.edit')} opened={editing} onClose={() => setEditing(false)} wide>
        <TemplateForm {...{ template, unit }} onSaved={() => setEditing(false)} />
      </Sheet>
      <Sheet title={t('templates.retire')} opened={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{t('templates.retireAsk')}</p>
          <ErrorNote error={ending.error} />
          <Button loading={ending.isPending} onClick={() => ending.mutate()}>
            {t('templates.retire')}
          </Button>
        </div>
      </Sheet>
    </div>
  );
}
