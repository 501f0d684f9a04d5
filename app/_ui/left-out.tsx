type LeftOutProps = {
  /** as many as were read, one more than `max` where there are more */
  count: number;
  max: number;
  /** of what there are more, and which of them are shown: `companies`, `first by name` */
  of: string;
  shown: string;
};

/** Over a list that would be longer than a page should be: that something is left out, and what is shown. */
export function LeftOut({ count, max, of, shown }: LeftOutProps) {
  if (count <= max) return null;
  return (
    <p className="sec">
      There are more than {max.toLocaleString("en")} {of}. Shown are the {max.toLocaleString("en")} that are {shown}.
    </p>
  );
}
