/** A child for the tests of the pool: does what its job says. */
import { JobRefusal, serveJobs } from './serve.ts';

serveJobs(async (job) => {
  const { act, value } = job as { act: string; value?: number };
  switch (act) {
    case 'square':
      return (value ?? 0) ** 2;
    case 'pid':
      return process.pid;
    case 'refuse':
      throw new JobRefusal('media-silent', { value: value ?? 0 });
    case 'throw':
      throw new Error('broken');
    case 'die':
      return process.exit(3);
    case 'hang':
      return new Promise(() => undefined);
    case 'spin':
      for (;;) Math.sqrt(2);
    case 'eat': {
      const eaten: Buffer[] = [];
      for (;;) eaten.push(Buffer.alloc(64 * 1024 * 1024, 1));
    }
    default:
      return undefined;
  }
});
