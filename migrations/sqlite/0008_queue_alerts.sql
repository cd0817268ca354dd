CREATE TABLE `queue_alerts` (
	`id` text NOT NULL,
	`seq` integer PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	`oldest_at` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "queue_alerts_kind" CHECK(kind IN ('late', 'over'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `queue_alerts_id_unique` ON `queue_alerts` (`id`);--> statement-breakpoint
CREATE INDEX `queue_alerts_site` ON `queue_alerts` (`site_id`,`seq`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbox_kind" CHECK(kind IN ('statement', 'card', 'alert')),
	CONSTRAINT "outbox_attempts" CHECK(attempts >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_outbox`("id", "site_id", "kind", "subject_id", "created_at", "not_before", "attempts") SELECT "id", "site_id", "kind", "subject_id", "created_at", "not_before", "attempts" FROM `outbox`;--> statement-breakpoint
DROP TABLE `outbox`;--> statement-breakpoint
ALTER TABLE `__new_outbox` RENAME TO `outbox`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`not_before`,`id`);