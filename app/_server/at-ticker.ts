import { notFound, redirect } from "next/navigation";
import { tickerInput } from "@/lib/companies/input";
import { findPrimaryTicker } from "@/lib/companies/queries";
import type { Context } from "@/lib/context";

type Asked<T> = { asked: string; find: (ticker: string) => Promise<T | null>; path: (ticker: string) => string };

/** What an address is about by the ticker in it; a ticker in small letters, or a former one, leads to the right address. */
export async function foundAtTicker<T>(ctx: Context, { asked, find, path }: Asked<T>): Promise<T> {
  const { data: ticker } = tickerInput.safeParse(asked);
  if (!ticker) notFound();
  if (ticker !== asked) redirect(path(ticker));
  const found = await find(ticker);
  if (found) return found;
  const primary = await findPrimaryTicker(ctx, ticker);
  return primary && primary !== ticker ? redirect(path(primary)) : notFound();
}
