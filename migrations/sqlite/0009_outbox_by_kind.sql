DROP INDEX `outbox_due`;--> statement-breakpoint
CREATE INDEX `outbox_kind_due` ON `outbox` (`kind`,`not_before`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_failed` ON `outbox` (`attempts`) WHERE attempts > 0;