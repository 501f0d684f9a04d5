CREATE TABLE "share_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"link_id" uuid NOT NULL,
	"address" text NOT NULL,
	"code_sha256" text,
	"tries_left" integer DEFAULT 5 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "share_codes_sha256" CHECK ("share_codes"."code_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "share_passes" (
	"pass_sha256" text PRIMARY KEY NOT NULL,
	"link_id" uuid NOT NULL,
	"gave_password" boolean NOT NULL,
	"address" text,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "share_passes_sha256" CHECK ("share_passes"."pass_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "share_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "share_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"link_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"network" text NOT NULL,
	"browser" text NOT NULL,
	"address" text,
	CONSTRAINT "share_views_what" CHECK ("share_views"."what" in ('page', 'pdf', 'markdown', 'json'))
);
--> statement-breakpoint
CREATE TABLE "sharing_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"logs_views" boolean DEFAULT true NOT NULL,
	"views_kept_days" integer DEFAULT 90 NOT NULL,
	CONSTRAINT "sharing_settings_one_row" CHECK ("sharing_settings"."only"),
	CONSTRAINT "sharing_settings_days" CHECK ("sharing_settings"."views_kept_days" between 1 and 3650)
);
--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "policy" text DEFAULT 'revision' NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "password_hash" text;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "recipients" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "may_download" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "shows_newer" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "views_max" integer;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "views_used" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "share_links" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "share_codes" ADD CONSTRAINT "share_codes_link_id_share_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."share_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_passes" ADD CONSTRAINT "share_passes_link_id_share_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."share_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_views" ADD CONSTRAINT "share_views_link_id_share_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."share_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_views" ADD CONSTRAINT "share_views_revision_id_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "share_codes_link" ON "share_codes" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "share_codes_expiry" ON "share_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "share_passes_link" ON "share_passes" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "share_views_link" ON "share_views" USING btree ("link_id","at");--> statement-breakpoint
CREATE INDEX "share_views_at" ON "share_views" USING btree ("at");--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_policy" CHECK ("share_links"."policy" in ('revision', 'latest'));--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_views" CHECK ("share_links"."views_max" > 0 and "share_links"."views_used" >= 0);