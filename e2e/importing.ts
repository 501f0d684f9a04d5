import { sql } from "drizzle-orm";
import type { Page } from "playwright/test";
import { test as base } from "./fixtures";

export { expect } from "playwright/test";

/** Every test here is an analyst's; the drafts that it makes are nobody else's business. */
export const test = base.extend<{ begun: undefined }>({
  begun: [
    async ({ signedInAs, connection }, use) => {
      await signedInAs("ana@quarterdeck.example");
      await use(undefined);
      await connection.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.actor', 'system:e-e', true)`);
        await tx.execute(sql`update revisions set state = 'discarded' from audit_events
          where audit_events.subject_id = revisions.id and audit_events.action = 'note.imported' and revisions.state = 'draft'`);
      });
    },
    { auto: true },
  ],
});

export const text = `LBINS Q2 2024: Second kiln line lifts the order book
- Kiln line runs early: The second line took its first order in May, which supports growth in services [doc 1].
- Better mix: Service contracts reached a third of orders, improving margins [doc 2].
- Late permits: One site still waits, which could delay the next line and put margins under pressure.
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2024 | USD 40 million | USD 44 million | raised |
Permits | Not specified | no prior guidance | expected before the winter | no prior guidance |
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Order book | Q4 reported 12 lines; Q1 reported 15 lines | Q2 2024 brought 18 lines | Recurring growth |
-
Capacity
Q: How full is the second line?
A: Jo Finch said that it is booked until spring. -
Research analysts covering Lantern Bay Instruments.`;

export const source = (page: Page) => page.getByRole("textbox", { name: "Source text", exact: true });
export const save = (page: Page) => page.getByRole("button", { name: "Save as draft" });
export const edited = /\/companies\/LBINS\/2024-Q2\/edit\/[0-9a-f-]{36}$/;
