import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '../../api.ts';
import styles from './request.module.css';

/** The text as it will be shown, in the size in which a leader reads, and its picture. */
export function WordsPart({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  return (
    <section className="sheet stack" aria-labelledby="noi-dung-ban-tin">
      <h2 id="noi-dung-ban-tin">{t('request.text')}</h2>
      <Picture view={view} />
      <p className="reading" lang={view.sounds[0]?.language}>
        {view.request.screen.text}
      </p>
      <PartTexts view={view} />
    </section>
  );
}

/** What boards and pages will show beside the words, with what is told to those who do not see it. */
function Picture({ view }: { view: RequestView }) {
  const { picture } = view.request.screen;
  if (!picture) return null;
  return (
    <figure className={styles['picture']}>
      <img src={mediaUrl(picture.sha256)} alt={picture.alternative} />
      <figcaption className="soft small">{picture.alternative}</figcaption>
    </figure>
  );
}

/** The words of each part of an edition. */
function PartTexts({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  return view.request.parts?.map(({ kind, title, text, readings }, index) => (
    // Parts have no identity but their place.
    <section key={index} className="stack-tight">
      <h3>
        {t(`edition.partKinds.${kind}`)}: {title}
        {readings > 1 && ` (${t('compose.readingsOf', { count: readings })})`}
      </h3>
      {text !== '' && <p className="reading">{text}</p>}
    </section>
  ));
}
