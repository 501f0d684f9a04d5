// Zod would try whether it may compile its schemas, which the content policy forbids, and reports. It looks here first.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
