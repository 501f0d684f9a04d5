import { expect, test } from "playwright/test";
import { actions, commands, handlers, pages, takers } from "../doors/list";
import { builtActions, builtRoutes, npmCommands, takingRoutes } from "../doors/manifests";

const built = {
  "server action": [builtActions().map(({ name }) => name), actions],
  page: [builtRoutes("page"), pages],
  "route handler and file": [builtRoutes("route"), handlers],
  "command of package.json": [npmCommands(), commands],
} as const;

test("R2: Every address that takes something without being an action stands in the list of doors", () => {
  expect(takingRoutes()).toEqual(Object.keys(takers));
});

for (const [kind, [found, listed]] of Object.entries(built)) {
  test(`R2: Every ${kind} stands in the list of doors, with what it asks of whoever comes`, () => {
    expect(found.length).toBeGreaterThan(5);
    expect(found.toSorted()).toEqual(Object.keys(listed).toSorted());
  });
}
