/** The program of a document child: reads office files, draws pages, recognises letters. Started with limits by documents.ts. */
import { serveJobs } from '../children/serve.ts';
import { readDoc } from './doc.ts';
import { readDocx } from './docx.ts';
import type { DocumentJob } from './jobs.ts';
import { readPages } from './pages.ts';

serveJobs(async (asked) => {
  const job = asked as DocumentJob;
  switch (job.kind) {
    case 'text':
      return job.format === 'docx' ? readDocx(job.path) : readDoc(job.path);
    case 'pages':
      return readPages(job.path, job.format);
    case 'recognise': {
      const { recognisePage } = await import('./recognise.ts');
      return recognisePage(job.path, job.format, job.page, job.out);
    }
  }
});
