CREATE TABLE "comment_mentions" (
	"comment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "comment_mentions_comment_id_user_id_pk" PRIMARY KEY("comment_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"replies_to" uuid,
	"text" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"field" text,
	"field_text" text,
	"quote_start" integer,
	"quote_end" integer,
	"resolved_by" uuid,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "comments_text" CHECK ("comments"."text" ~ '\S'),
	CONSTRAINT "comments_words" CHECK (num_nulls("comments"."field", "comments"."field_text", "comments"."quote_start", "comments"."quote_end") = 4
        or (num_nulls("comments"."field", "comments"."field_text", "comments"."quote_start", "comments"."quote_end") = 0
          and "comments"."quote_start" >= 0 and "comments"."quote_end" > "comments"."quote_start" and "comments"."replies_to" is null)),
	CONSTRAINT "comments_resolved" CHECK (("comments"."resolved_by" is null) = ("comments"."resolved_at" is null)),
	CONSTRAINT "comments_thread_resolved" CHECK ("comments"."resolved_at" is null or "comments"."replies_to" is null)
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"revision_id" uuid PRIMARY KEY NOT NULL,
	"recalled_by" uuid NOT NULL,
	"recalled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "recalls_reason" CHECK ("recalls"."reason" ~ '\S')
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "decisions_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"part" text NOT NULL,
	"change_sha256" text NOT NULL,
	"verdict" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_part" CHECK ("decisions"."part" in ('text', 'assessment', 'place')),
	CONSTRAINT "decisions_verdict" CHECK ("decisions"."verdict" in ('accepted', 'change_requested', 'undecided')),
	CONSTRAINT "decisions_change_sha256" CHECK ("decisions"."change_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "review_looks" (
	"revision_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"content_sha256" text NOT NULL,
	"changes" json NOT NULL,
	"looked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_looks_revision_id_user_id_content_sha256_pk" PRIMARY KEY("revision_id","user_id","content_sha256")
);
--> statement-breakpoint
CREATE TABLE "review_requests" (
	"revision_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_requests_revision_id_reviewer_id_pk" PRIMARY KEY("revision_id","reviewer_id")
);
--> statement-breakpoint
CREATE TABLE "review_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"approvals_needed" smallint DEFAULT 1 NOT NULL,
	"uncited_blocks" boolean DEFAULT false NOT NULL,
	CONSTRAINT "review_settings_one_row" CHECK ("review_settings"."only"),
	CONSTRAINT "review_settings_approvals" CHECK ("review_settings"."approvals_needed" in (1, 2))
);
--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "cut_from" uuid;--> statement-breakpoint
ALTER TABLE "comment_mentions" ADD CONSTRAINT "comment_mentions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_mentions" ADD CONSTRAINT "comment_mentions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_replies_to_comments_id_fk" FOREIGN KEY ("replies_to") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_resolved_by_users_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_recalled_by_users_id_fk" FOREIGN KEY ("recalled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_looks" ADD CONSTRAINT "review_looks_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_looks" ADD CONSTRAINT "review_looks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_requests" ADD CONSTRAINT "review_requests_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_requests" ADD CONSTRAINT "review_requests_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_mentions_user" ON "comment_mentions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comments_item" ON "comments" USING btree ("item_id","written_at");--> statement-breakpoint
CREATE INDEX "comments_thread" ON "comments" USING btree ("replies_to");--> statement-breakpoint
CREATE INDEX "decisions_revision" ON "decisions" USING btree ("revision_id","seq");--> statement-breakpoint
CREATE INDEX "review_requests_reviewer" ON "review_requests" USING btree ("reviewer_id");--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_cut_from" FOREIGN KEY ("cut_from","note_id") REFERENCES "public"."revisions"("id","note_id") ON DELETE no action ON UPDATE no action;