import { openInstallation } from '../records/installation.ts';
const i = await openInstallation({ data: process.argv[2]!, environment: {} });
await i.close();
