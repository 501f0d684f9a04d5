CREATE TABLE "audit_events" (
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"before" json,
	"after" json,
	"seq" bigint PRIMARY KEY DEFAULT 0 NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text DEFAULT '' NOT NULL,
	"previous_sha256" text DEFAULT '' NOT NULL,
	"sha256" text DEFAULT '' NOT NULL,
	"hash_version" smallint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_sha256" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_sha256" CHECK ("sessions"."token_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_roles_user_id_role_pk" PRIMARY KEY("user_id","role"),
	CONSTRAINT "user_roles_role" CHECK ("user_roles"."role" in ('viewer', 'analyst', 'reviewer', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_email_is_normalised" CHECK ("users"."email" = lower("users"."email") and "users"."email" ~ '^[^@\s]+@[^@\s]+$')
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"reporting_currency" text NOT NULL,
	"fiscal_year_end_month" smallint NOT NULL,
	"owner_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "companies_currency" CHECK ("companies"."reporting_currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "companies_month" CHECK ("companies"."fiscal_year_end_month" between 1 and 12)
);
--> statement-breakpoint
CREATE TABLE "listings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"company_id" uuid NOT NULL,
	"ticker" text NOT NULL,
	"exchange" text NOT NULL,
	"primary_since" timestamp with time zone,
	"retired_at" timestamp with time zone,
	CONSTRAINT "listings_once" UNIQUE("company_id","ticker","exchange"),
	CONSTRAINT "listings_ticker" CHECK ("listings"."ticker" ~ '^[A-Z0-9.-]{1,12}$'),
	CONSTRAINT "listings_exchange" CHECK ("listings"."exchange" ~ '^[A-Z0-9]{4}$')
);
--> statement-breakpoint
CREATE TABLE "exchanges" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"topic" text,
	"question" text NOT NULL,
	"answer" text,
	"asked_by" text,
	"asked_by_firm" text,
	"speakers" text[] NOT NULL,
	"outcome" text,
	CONSTRAINT "exchanges_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "exchanges_outcome" CHECK ("exchanges"."outcome" in ('answered', 'partly', 'deflected', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "guidance_rows" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"period" text,
	"previous" text,
	"current" text,
	"change" text,
	"change_text" text,
	CONSTRAINT "guidance_rows_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "guidance_rows_change" CHECK ("guidance_rows"."change" in ('initiated', 'raised', 'lowered', 'narrowed', 'widened', 'maintained', 'not_addressed', 'withdrawn', 'met', 'missed'))
);
--> statement-breakpoint
CREATE TABLE "covering_analysts" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"name" text NOT NULL,
	"firm" text,
	CONSTRAINT "covering_analysts_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "headlines" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "headlines_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "headlines_one_per_revision" UNIQUE("revision_id")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"note_id" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "items_of_note" UNIQUE("id","note_id"),
	CONSTRAINT "items_kind" CHECK ("items"."kind" in ('headline', 'takeaway', 'guidance_row', 'topic_row', 'exchange', 'covering_analyst'))
);
--> statement-breakpoint
CREATE TABLE "note_imports" (
	"revision_id" uuid PRIMARY KEY NOT NULL,
	"note_id" uuid NOT NULL,
	"text" text NOT NULL,
	"text_sha256" text NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "note_imports_once" UNIQUE("note_id","text_sha256"),
	CONSTRAINT "note_imports_sha256_shape" CHECK ("note_imports"."text_sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "note_imports_sha256" CHECK ("note_imports"."text_sha256" = encode(sha256(convert_to("note_imports"."text", 'UTF8')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"company_id" uuid NOT NULL,
	"period" text collate "C" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notes_one_per_quarter" UNIQUE("company_id","period"),
	CONSTRAINT "notes_period" CHECK ("notes"."period" ~ '^[1-9][0-9]{3}-Q[1-4]$')
);
--> statement-breakpoint
CREATE TABLE "revision_editors" (
	"revision_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revision_editors_revision_id_user_id_pk" PRIMARY KEY("revision_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "revision_items" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"note_id" uuid NOT NULL,
	"rank" text collate "C" NOT NULL,
	CONSTRAINT "revision_items_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "revision_items_rank" UNIQUE("revision_id","rank")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"note_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"number" integer,
	"based_on" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_by" uuid,
	"submitted_at" timestamp with time zone,
	"summary" text,
	"published_at" timestamp with time zone,
	"content" text,
	"content_format" smallint,
	"content_sha256" text,
	CONSTRAINT "revisions_of_note" UNIQUE("id","note_id"),
	CONSTRAINT "revisions_number" UNIQUE("note_id","number"),
	CONSTRAINT "revisions_state" CHECK ("revisions"."state" in ('draft', 'in_review', 'changes_requested', 'published', 'discarded')),
	CONSTRAINT "revisions_number_when_published" CHECK (("revisions"."state" = 'published') = ("revisions"."number" is not null)),
	CONSTRAINT "revisions_date_when_published" CHECK (("revisions"."state" = 'published') = ("revisions"."published_at" is not null)),
	CONSTRAINT "revisions_content_when_submitted" CHECK ("revisions"."state" not in ('in_review', 'published') or ("revisions"."content" is not null and "revisions"."content_sha256" is not null
        and "revisions"."content_format" is not null and "revisions"."submitted_by" is not null and "revisions"."submitted_at" is not null)),
	CONSTRAINT "revisions_content_sha256" CHECK ("revisions"."content_sha256" = encode(sha256(convert_to("revisions"."content", 'UTF8')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "takeaways" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "takeaways_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "takeaways_kind" CHECK ("takeaways"."kind" in ('positive', 'risk'))
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"revision_id" uuid PRIMARY KEY NOT NULL,
	"article" text NOT NULL,
	"article_sha256" text NOT NULL,
	"style" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "publications_article_sha256" CHECK ("publications"."article_sha256" = encode(sha256(convert_to("publications"."article", 'UTF8')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"revision_id" uuid NOT NULL,
	"approver_id" uuid NOT NULL,
	"content_sha256" text NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approvals_once" UNIQUE("revision_id","approver_id","content_sha256"),
	CONSTRAINT "approvals_content_sha256" CHECK ("approvals"."content_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "risk_assessments" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"severity" text NOT NULL,
	"likelihood" text NOT NULL,
	"horizon" text NOT NULL,
	"status" text NOT NULL,
	"commentary" text,
	"assessed_by" uuid NOT NULL,
	"assessed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "risk_assessments_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "risk_assessments_severity" CHECK ("risk_assessments"."severity" in ('low', 'medium', 'high')),
	CONSTRAINT "risk_assessments_likelihood" CHECK ("risk_assessments"."likelihood" in ('unlikely', 'possible', 'likely')),
	CONSTRAINT "risk_assessments_horizon" CHECK ("risk_assessments"."horizon" in ('0-12', '12-24', '24+')),
	CONSTRAINT "risk_assessments_status" CHECK ("risk_assessments"."status" in ('open', 'mitigated', 'materialised', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "share_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"revision_id" uuid NOT NULL,
	"label" text NOT NULL,
	"token_sha256" text NOT NULL,
	"issued_by" uuid NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_by" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "share_links_token" UNIQUE("token_sha256"),
	CONSTRAINT "share_links_token_sha256" CHECK ("share_links"."token_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"field" text NOT NULL,
	"offset" integer NOT NULL,
	"source_id" uuid NOT NULL,
	CONSTRAINT "citations_offset" CHECK ("citations"."offset" >= 0)
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"note_id" uuid NOT NULL,
	"label" text NOT NULL,
	"title" text,
	"kind" text,
	"date" date,
	"address" text,
	CONSTRAINT "sources_label" UNIQUE("note_id","label"),
	CONSTRAINT "sources_kind" CHECK ("sources"."kind" in ('transcript', 'release', 'filing', 'presentation', 'mail')),
	CONSTRAINT "sources_address" CHECK ("sources"."address" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "topic_mentions" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"period" text collate "C" NOT NULL,
	"text" text NOT NULL,
	"absent" boolean NOT NULL,
	CONSTRAINT "topic_mentions_revision_id_item_id_period_pk" PRIMARY KEY("revision_id","item_id","period"),
	CONSTRAINT "topic_mentions_period" CHECK ("topic_mentions"."period" ~ '^[1-9][0-9]{3}-Q[1-4]$')
);
--> statement-breakpoint
CREATE TABLE "topic_rows" (
	"revision_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"current" text,
	"trend" text,
	"trend_tag" text,
	"previous_text" text,
	CONSTRAINT "topic_rows_revision_id_item_id_pk" PRIMARY KEY("revision_id","item_id"),
	CONSTRAINT "topic_rows_trend_tag" CHECK ("topic_rows"."trend_tag" in ('recurring', 'new', 'emerging', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchanges" ADD CONSTRAINT "exchanges_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidance_rows" ADD CONSTRAINT "guidance_rows_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "covering_analysts" ADD CONSTRAINT "covering_analysts_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headlines" ADD CONSTRAINT "headlines_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_imports" ADD CONSTRAINT "note_imports_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_imports" ADD CONSTRAINT "note_imports_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_editors" ADD CONSTRAINT "revision_editors_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_editors" ADD CONSTRAINT "revision_editors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_items" ADD CONSTRAINT "revision_items_revision_id_note_id_revisions_id_note_id_fk" FOREIGN KEY ("revision_id","note_id") REFERENCES "public"."revisions"("id","note_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_items" ADD CONSTRAINT "revision_items_item_id_note_id_items_id_note_id_fk" FOREIGN KEY ("item_id","note_id") REFERENCES "public"."items"("id","note_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_submitted_by_users_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_based_on" FOREIGN KEY ("based_on","note_id") REFERENCES "public"."revisions"("id","note_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takeaways" ADD CONSTRAINT "takeaways_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_approver_id_users_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_assessed_by_users_id_fk" FOREIGN KEY ("assessed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_revision_id_item_id_takeaways_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."takeaways"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_mentions" ADD CONSTRAINT "topic_mentions_revision_id_item_id_topic_rows_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."topic_rows"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_rows" ADD CONSTRAINT "topic_rows_revision_id_item_id_revision_items_revision_id_item_id_fk" FOREIGN KEY ("revision_id","item_id") REFERENCES "public"."revision_items"("revision_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "companies_owner" ON "companies" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "listings_primary_ticker" ON "listings" USING btree ("ticker") WHERE primary_since is not null and retired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "listings_one_primary" ON "listings" USING btree ("company_id") WHERE primary_since is not null and retired_at is null;--> statement-breakpoint
CREATE INDEX "listings_ticker_index" ON "listings" USING btree ("ticker");--> statement-breakpoint
CREATE INDEX "revisions_open" ON "revisions" USING btree ("note_id") WHERE state in ('draft', 'in_review', 'changes_requested');--> statement-breakpoint
CREATE INDEX "share_links_revision" ON "share_links" USING btree ("revision_id");--> statement-breakpoint
CREATE INDEX "citations_item" ON "citations" USING btree ("revision_id","item_id");--> statement-breakpoint
CREATE INDEX "citations_source" ON "citations" USING btree ("source_id");