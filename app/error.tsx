"use client";

import button from "@/app/_ui/button.module.css";
import head from "@/app/_ui/head.module.css";
import style from "./notice.module.css";

/** The digest finds the cause in the server's log; nothing else of it is shown. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className={style.notice}>
      <h1 className={head.title}>Something went wrong here</h1>
      <p>Nothing was changed. Try again; if it stays, tell whoever runs this server.</p>
      {error.digest && <p className="mute">Reference {error.digest}</p>}
      <p>
        <button className={button.button} type="button" onClick={reset}>
          Try again
        </button>
      </p>
    </main>
  );
}
