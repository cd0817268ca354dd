CREATE TABLE `article_aliases` (
	`site_id` text NOT NULL,
	`url` text NOT NULL,
	`article_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `url`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "article_aliases_url_length" CHECK(length(url) BETWEEN 1 AND 2048)
);
--> statement-breakpoint
CREATE INDEX `article_aliases_article` ON `article_aliases` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_reads` (
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`cause` text NOT NULL,
	`queued_at` integer NOT NULL,
	`due_at` integer,
	`attempts` integer NOT NULL,
	`done_at` integer,
	`failure` text,
	`quiet_until` integer,
	`article_id` text,
	PRIMARY KEY(`site_id`, `kind`, `subject`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "article_reads_kind" CHECK(kind IN ('page', 'photo')),
	CONSTRAINT "article_reads_cause" CHECK(cause IN ('seen', 'asked', 'age')),
	CONSTRAINT "article_reads_attempts" CHECK(attempts >= 0)
);
--> statement-breakpoint
CREATE INDEX `article_reads_due` ON `article_reads` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `article_reads_budget` ON `article_reads` (`site_id`,`queued_at`);--> statement-breakpoint
CREATE INDEX `article_reads_done` ON `article_reads` (`done_at`);--> statement-breakpoint
CREATE TABLE `site_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_keys_hash` ON `site_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `site_keys_site` ON `site_keys` (`site_id`);--> statement-breakpoint
ALTER TABLE `articles` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `articles` ADD `source` text DEFAULT 'push' NOT NULL;--> statement-breakpoint
ALTER TABLE `sites` ADD `image_origins` text DEFAULT '[]' NOT NULL;