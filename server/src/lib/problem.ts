import { ERRORS, errorSentence, type ErrorCode } from '@nguon/protocol/errors.ts';
import type { Problem as ProblemBody } from '@nguon/protocol/http/problems.ts';

/** A failure that a person or program is told: a code of the catalogue and what fills its sentence. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, parameters: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(errorSentence(code, 'en', parameters), options);
    this.name = 'Problem';
    this.code = code;
    this.parameters = parameters;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** The answer as application/problem+json (RFC 9457): title in Vietnamese, detail in English. */
  toBody(): ProblemBody {
    return {
      type: `/docs/errors#${this.code}`,
      status: this.status,
      code: this.code,
      title: errorSentence(this.code, 'vi', this.parameters),
      detail: errorSentence(this.code, 'en', this.parameters),
      parameters: { ...this.parameters },
    };
  }
}
