import { useHeadingFocus } from "./focus";
import style from "./recovery-codes.module.css";

/** Codes for the day on which the app is lost, the one time that they are there. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const heading = useHeadingFocus();
  return (
    <section className={style.codes} aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" tabIndex={-1} ref={heading}>
        Recovery codes
      </h2>
      <p role="status">
        Each of these lets you in once without the app. They are shown this once and kept nowhere: write them down or
        print them, and keep them away from your phone.
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
