import type { CameraCode as Code } from "@/lib/auth/camera-code";
import style from "./camera-code.module.css";

/** A text as a QR code. */
export function CameraCode({ code: { size, path }, label }: { code: Code; label: string }) {
  return (
    <figure className={style.code}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
        <path className={style.light} d={`M0 0h${size}v${size}h-${size}z`} />
        <path className={style.dark} d={path} />
      </svg>
      <figcaption>For a camera</figcaption>
    </figure>
  );
}
