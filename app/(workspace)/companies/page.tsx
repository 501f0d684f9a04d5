import type { Metadata } from "next";
import Link from "next/link";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { LeftOut } from "@/app/_ui/left-out";
import table from "@/app/_ui/table.module.css";
import { companiesMax, listCompanies } from "@/lib/companies/queries";
import { formatPeriod } from "@/lib/notes/period";
import { AddCompany, NoCompany } from "./add-company";
import style from "./companies.module.css";

export const metadata: Metadata = { title: "Companies" };

export default async function CompaniesPage() {
  const ctx = await requireContext();
  const companies = await listCompanies(ctx);
  return (
    <main id="main">
      <div className={`${head.head} ${style.head}`}>
        <h1 className={head.title}>Companies</h1>
        {companies.length > 0 && <AddCompany actor={ctx.actor} />}
      </div>
      {companies.length === 0 ? (
        <NoCompany actor={ctx.actor} />
      ) : (
        <>
          <LeftOut count={companies.length} max={companiesMax} of="companies" shown="first by name" />
          <table className={`${table.table} ${table.stack}`}>
            <caption className="vh">Companies by name</caption>
            <thead>
              <tr>
                <th scope="col">Company</th>
                <th scope="col">Owner</th>
                <th scope="col">Notes</th>
                <th scope="col">Latest</th>
              </tr>
            </thead>
            <tbody>
              {companies.slice(0, companiesMax).map(({ name, ticker, owner, notes, latest }) => (
                <tr key={ticker}>
                  <th scope="row">
                    <Link className={`${style.name} touch`} href={`/companies/${ticker}`} prefetch={false}>
                      {name}
                    </Link>{" "}
                    <span className="mono mute">{ticker}</span>
                  </th>
                  <td data-label="Owner">
                    <div>{owner ?? <span className="mute">Nobody yet</span>}</div>
                  </td>
                  <td data-label="Notes">
                    <div>{notes}</div>
                  </td>
                  <td data-label="Latest">
                    <div>
                      {latest ? (
                        <Link className="touch" href={`/companies/${ticker}/${latest}`} prefetch={false}>
                          {formatPeriod(latest)}
                        </Link>
                      ) : (
                        <span className="mute">No note</span>
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </main>
  );
}
