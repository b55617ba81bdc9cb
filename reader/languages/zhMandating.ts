import { type MandatingWords, withoutMandates } from './mandating.ts';

export const mandating: MandatingWords = withoutMandates;
