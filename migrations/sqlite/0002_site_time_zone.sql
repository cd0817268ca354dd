ALTER TABLE `sites` ADD `time_zone` text DEFAULT 'Asia/Seoul' NOT NULL;--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter_id`,`created_at`,`id`);
