ALTER TABLE "share_views" ADD COLUMN "key" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "share_passes_expiry" ON "share_passes" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "share_views" ADD CONSTRAINT "share_views_key" UNIQUE("key");