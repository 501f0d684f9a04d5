import style from "@/app/_ui/checks.module.css";
import { Initials } from "@/app/_ui/initials";
import type { ReviewView } from "@/lib/review/review-queries";
import people from "./review-people.module.css";

/** Who wrote it, who was asked, and what each has said. */
export function ReviewPeople({ review }: { review: ReviewView }) {
  const rows = rowsOf(review);
  return (
    <section className={people.people} aria-labelledby="people">
      <h2 className={style.head} id="people">
        People
      </h2>
      <ul>
        {rows.map(({ id, name, part }) => (
          <li key={id}>
            <Initials name={name} />
            <div>
              <b>{name}</b>
              <p>{part}</p>
            </div>
          </li>
        ))}
      </ul>
      {review.approvalsNeeded > 1 && (
        <p className={people.needed}>
          {review.approvals.length} of {review.approvalsNeeded} approvals given.
        </p>
      )}
    </section>
  );
}

function rowsOf({ editors, asked, approvals, reviewed, submittedBy }: ReviewView) {
  const said = [...reviewed.decisions.values()];
  const deciders = said.map(({ byId: id, by: name }) => ({ id, name }));
  const reviewers = new Map([...asked, ...deciders, ...approvals].map((person) => [person.id, person.name]));
  const counted = (id: string, verdict: string) =>
    said.filter((one) => one.byId === id && one.verdict === verdict).length;
  return [
    ...editors.map(({ id, name }) => ({
      id,
      name,
      part: id === submittedBy?.id ? "Wrote and submitted it" : "Wrote in it",
    })),
    ...[...reviewers].map(([id, name]) => {
      const [accepted, requested] = [counted(id, "accepted"), counted(id, "change_requested")];
      const parts = [
        asked.some((one) => one.id === id) && "Asked to review",
        accepted > 0 && `${accepted} accepted`,
        requested > 0 && `${requested} ${requested === 1 ? "change" : "changes"} requested`,
        approvals.some((one) => one.id === id) && "approved",
      ];
      return { id, name, part: parts.filter(Boolean).join(", ") };
    }),
  ];
}
