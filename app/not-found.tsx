import type { Metadata } from "next";
import Link from "next/link";
import head from "@/app/_ui/head.module.css";
import style from "./notice.module.css";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main id="main" className={style.notice}>
      <h1 className={head.title}>There is nothing here</h1>
      <p>The address may be mistyped, or what it named may be out of your reach.</p>
      <p>
        <Link className="touch" href="/" prefetch={false}>
          Go to the desk
        </Link>
      </p>
    </main>
  );
}
