import type { Finding } from '../model.ts';
import type { AknReading } from './akn4un.ts';
import type { XmlNode } from './xml.ts';
export const isOwn = (_: readonly XmlNode[]): boolean => false;
export const ownReading = (_: readonly XmlNode[], __: readonly Finding[]): AknReading => { throw new Error('todo'); };
