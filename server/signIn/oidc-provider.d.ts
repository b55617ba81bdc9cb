/** As much of oidc-provider as the tests use; the package comes without types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Grant: new (of: {
      readonly clientId: string;
      readonly accountId: string;
    }) => {
      addOIDCScope(scope: string): void;
      save(): Promise<string>;
    };
    callback(): RequestListener;
    interactionFinished(...of: [...Parameters<RequestListener>, Readonly<Record<string, unknown>>]): Promise<void>;
  }
}
