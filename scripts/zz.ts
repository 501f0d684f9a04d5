import { connect } from "@/db/connect";
import { findActorByEmail } from "@/lib/auth/queries";
import { createDraft } from "@/lib/notes/commands";
import { readFileSync } from "node:fs";
const s = JSON.parse(readFileSync(".quarterdeck/demo/server.json","utf8"));
const c = connect(s.urls.url, {max:1,name:"zz"});
const actor = await findActorByEmail({db:c.db,actor:{kind:"system",name:"zz"},now:new Date()} as never, process.argv[4] ?? "ana@quarterdeck.example");
console.log(await createDraft({db:c.db,actor:actor!,now:new Date()}, {ticker:process.argv[2]!, period:process.argv[3] as never, beside: true}));
await c.close();
