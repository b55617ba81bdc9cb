import { expect, it } from 'vitest';
import { specimen } from './specimen.ts';
import { printedMark, printedNumber, toText } from './text.ts';

it('reads like a printed resolution', () => {
  expect(toText(specimen)).toBe(`Distr.: Limited

Utopia*: draft resolution

Cooperation between the two Lighthouse Offices

The General Assembly,

Recalling its resolution 98/7 of 12 December 2043¹,

1. Welcomes the work of the two Lighthouse Offices;

(a) Their maps of <shoals> & "reefs";

(b) Their *joint* training_courses;

2. Requests the Secretary-General to report to it at its one hundredth session;

II

Harbours

3. Decides to remain seized of the matter.

Annex

List of lights

1. Lights are counted from north to south.

Light | Height | metres
North Point | 31

41st plenary meeting

¹ See A/98/PV.3.

Printed at sea.

* On behalf of the coastal States.
`);
});

it.each([
  ['12', '¹²'],
  ['*', '*'],
  ['a', '^{a}'],
])('prints the mark %s as %s', (marker, printed) => expect(printedMark(marker)).toBe(printed));

it.each([
  ['3', '3.'],
  ['(a)', '(a)'],
  ['ii)', 'ii)'],
  ['3 bis', '3 bis.'],
])('prints the number %s as %s', (number, printed) => expect(printedNumber(number)).toBe(printed));
