CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`appellant_id` text NOT NULL,
	`side` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`late` integer NOT NULL,
	`outcome` text NOT NULL,
	`decided_at` integer,
	`answer_id` text,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appellant_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answer_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "appeals_side" CHECK(side IN ('author', 'reporter')),
	CONSTRAINT "appeals_outcome" CHECK(outcome IN ('open', 'upheld', 'overturned', 'withdrawn')),
	CONSTRAINT "appeals_body" CHECK(octet_length(body) <= 24576),
	CONSTRAINT "appeals_answer" CHECK((outcome IN ('open', 'withdrawn')) = (answer_id IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_once` ON `appeals` (`decision_id`,`appellant_id`);--> statement-breakpoint
CREATE INDEX `appeals_appellant` ON `appeals` (`appellant_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `appeals_site` ON `appeals` (`site_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `appeals_age` ON `appeals` (`created_at`) WHERE body <> '';--> statement-breakpoint
CREATE TABLE `inbox` (
	`account_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`account_id`, `decision_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "inbox_kind" CHECK(kind IN ('comment', 'restriction', 'report', 'appeal'))
);
--> statement-breakpoint
CREATE INDEX `inbox_newest` ON `inbox` (`account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `inbox_age` ON `inbox` (`created_at`);--> statement-breakpoint
CREATE TABLE `legal_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`regime` text NOT NULL,
	`comment_id` text NOT NULL,
	`claimant_name` text NOT NULL,
	`claimant_email` text NOT NULL,
	`reference` text NOT NULL,
	`body` text NOT NULL,
	`good_faith` integer NOT NULL,
	`language` text NOT NULL,
	`received_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`decided_at` integer,
	`answer_id` text,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answer_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "legal_notices_regime" CHECK(regime IN ('dsa16', 'kr44_2', 'authority_order')),
	CONSTRAINT "legal_notices_outcome" CHECK(outcome IN ('open', 'blinded', 'removed', 'restored', 'refused')),
	CONSTRAINT "legal_notices_body" CHECK(octet_length(body) <= 24576)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `legal_notices_code` ON `legal_notices` (`code_hash`);--> statement-breakpoint
CREATE INDEX `legal_notices_site` ON `legal_notices` (`site_id`,`received_at`,`id`);--> statement-breakpoint
CREATE INDEX `legal_notices_comment` ON `legal_notices` (`comment_id`);--> statement-breakpoint
CREATE INDEX `legal_notices_age` ON `legal_notices` (`decided_at`) WHERE decided_at IS NOT NULL AND body <> '';--> statement-breakpoint
CREATE TABLE `log_heads` (
	`site_id` text NOT NULL,
	`day` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`site_id`, `day`),
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "log_heads_day" CHECK(day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "log_heads_hash" CHECK(length(hash) = 64)
);
--> statement-breakpoint
CREATE TABLE `notes` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`comment_id` text,
	`account_id` text,
	`writer_id` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`writer_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notes_subject" CHECK((comment_id IS NULL) <> (account_id IS NULL)),
	CONSTRAINT "notes_body" CHECK(octet_length(body) BETWEEN 1 AND 12288)
);
--> statement-breakpoint
CREATE INDEX `notes_comment` ON `notes` (`comment_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `notes_account` ON `notes` (`account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `notes_age` ON `notes` (`created_at`);--> statement-breakpoint
CREATE INDEX `decision_texts_age` ON `decision_texts` (`decision_id`) WHERE explanation <> '';--> statement-breakpoint
CREATE TABLE `policy_drafts` (
	`site_id` text PRIMARY KEY NOT NULL,
	`based_on` integer NOT NULL,
	`content` text NOT NULL,
	`notice` text NOT NULL,
	`revision` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "policy_drafts_json" CHECK(json_valid(content) AND json_valid(notice))
);
--> statement-breakpoint
CREATE TABLE `restrictions` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`lifted_at` integer,
	`follows_from` text,
	FOREIGN KEY (`id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`follows_from`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "restrictions_kind" CHECK(kind IN ('warn', 'premoderate', 'mute', 'no-reports', 'ban')),
	CONSTRAINT "restrictions_times" CHECK(ends_at IS NULL OR ends_at > starts_at),
	CONSTRAINT "restrictions_end" CHECK(ends_at IS NOT NULL OR kind IN ('ban', 'warn'))
);
--> statement-breakpoint
CREATE INDEX `restrictions_account` ON `restrictions` (`account_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `restrictions_cause` ON `restrictions` (`follows_from`) WHERE follows_from IS NOT NULL;--> statement-breakpoint
CREATE INDEX `restrictions_site` ON `restrictions` (`site_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `strikes` (
	`decision_id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`account_id` text NOT NULL,
	`points` integer NOT NULL,
	`at` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "strikes_points" CHECK(points BETWEEN 1 AND 400)
);
--> statement-breakpoint
CREATE INDEX `strikes_account` ON `strikes` (`account_id`,`at`);--> statement-breakpoint
CREATE TABLE `word_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`word` text NOT NULL,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_by_id` text,
	`removed_at` integer,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "word_rules_kind" CHECK(kind IN ('hold', 'allow')),
	CONSTRAINT "word_rules_length" CHECK(octet_length(word) BETWEEN 1 AND 400)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `word_rules_word` ON `word_rules` (`site_id`,`word`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE INDEX `word_rules_revision` ON `word_rules` (`site_id`,`removed_at`);--> statement-breakpoint
CREATE TABLE `__new_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`kind` text NOT NULL,
	`comment_id` text,
	`article_id` text,
	`account_id` text,
	`appeal_id` text,
	`notice_id` text,
	`risk` integer NOT NULL,
	`factors` text NOT NULL,
	`new_writer` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`due_at` integer,
	`escalated_at` integer,
	`escalated_by_id` text,
	`closed_at` integer,
	`lease_holder_id` text,
	`lease_holder_name` text,
	`lease_token` text,
	`lease_expires_at` integer,
	`priority` integer GENERATED ALWAYS AS (risk * 300000 - opened_at) VIRTUAL NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appeal_id`) REFERENCES `appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`notice_id`) REFERENCES `legal_notices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`escalated_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_holder_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cases_kind" CHECK(kind IN ('premoderation', 'reports', 'own', 'legal', 'appeal')),
	CONSTRAINT "cases_subject" CHECK((comment_id IS NULL) = (account_id IS NOT NULL) AND (comment_id IS NULL) = (article_id IS NULL) AND (kind = 'appeal' OR comment_id IS NOT NULL)),
	CONSTRAINT "cases_origin" CHECK((kind = 'appeal') = (appeal_id IS NOT NULL) AND (kind = 'legal') = (notice_id IS NOT NULL)),
	CONSTRAINT "cases_risk" CHECK(risk BETWEEN 0 AND 100000),
	CONSTRAINT "cases_json" CHECK(json_valid(factors)),
	CONSTRAINT "cases_lease" CHECK((lease_holder_id IS NULL) = (lease_token IS NULL) AND (lease_holder_id IS NULL) = (lease_expires_at IS NULL))
);
--> statement-breakpoint
INSERT INTO `__new_cases`("id", "site_id", "kind", "comment_id", "article_id", "risk", "factors", "new_writer", "opened_at", "closed_at", "lease_holder_id", "lease_holder_name", "lease_token", "lease_expires_at") SELECT "id", "site_id", "kind", "comment_id", "article_id", "risk", "factors", "new_writer", "opened_at", "closed_at", "lease_holder_id", "lease_holder_name", "lease_token", "lease_expires_at" FROM `cases`;--> statement-breakpoint
DROP TABLE `cases`;--> statement-breakpoint
ALTER TABLE `__new_cases` RENAME TO `cases`;--> statement-breakpoint
CREATE UNIQUE INDEX `cases_open` ON `cases` (`comment_id`) WHERE closed_at IS NULL AND kind IN ('premoderation', 'reports', 'own');--> statement-breakpoint
CREATE UNIQUE INDEX `cases_appeal` ON `cases` (`appeal_id`) WHERE appeal_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `cases_notice` ON `cases` (`notice_id`) WHERE notice_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_comment` ON `cases` (`comment_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `cases_priority` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL AND kind IN ('premoderation', 'reports', 'own');--> statement-breakpoint
CREATE INDEX `cases_age` ON `cases` (`site_id`,`opened_at`,`id`) WHERE closed_at IS NULL AND kind IN ('premoderation', 'reports', 'own');--> statement-breakpoint
CREATE INDEX `cases_kind_priority` ON `cases` (`site_id`,`kind`,`priority`,`id`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `cases_new_writers` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL AND new_writer = 1;--> statement-breakpoint
CREATE INDEX `cases_escalated` ON `cases` (`site_id`,`priority`,`id`) WHERE closed_at IS NULL AND escalated_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_leased` ON `cases` (`lease_holder_id`) WHERE lease_holder_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`chain_version` integer DEFAULT 1 NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text,
	`role` text NOT NULL,
	`comment_id` text,
	`comment_version` integer,
	`account_id` text,
	`body_hmac` text,
	`action` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`policy_version` integer NOT NULL,
	`clauses` text NOT NULL,
	`ground` text NOT NULL,
	`law_reference` text,
	`source` text NOT NULL,
	`source_ids` text NOT NULL,
	`automated_detection` integer NOT NULL,
	`automated_decision` text NOT NULL,
	`detectors` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`reverses` text,
	`follows_from` text,
	`case_id` text,
	`batch_id` text,
	`one_person_desk` integer DEFAULT false NOT NULL,
	`explanation_hmac` text,
	`ms_on_screen` integer,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	`hashed` text NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reverses`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`follows_from`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_seq" CHECK(seq >= 1),
	CONSTRAINT "decisions_actor" CHECK(actor_type IN ('staff', 'system', 'author') AND (actor_type = 'system') = (actor_id IS NULL)),
	CONSTRAINT "decisions_subject" CHECK((comment_id IS NULL) = (account_id IS NOT NULL) AND (comment_id IS NULL) = (comment_version IS NULL) AND (comment_id IS NULL) = (body_hmac IS NULL)),
	CONSTRAINT "decisions_action" CHECK(action IN ('approve', 'reject', 'keep', 'hold', 'blind', 'restore', 'overturn', 'uphold', 'undo', 'withdraw', 'purge', 'warn', 'premoderate', 'mute', 'no-reports', 'ban', 'lift')),
	CONSTRAINT "decisions_from" CHECK("from" IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged', 'warn', 'premoderate', 'mute', 'no-reports', 'ban', 'none')),
	CONSTRAINT "decisions_to" CHECK("to" IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged', 'warn', 'premoderate', 'mute', 'no-reports', 'ban', 'none')),
	CONSTRAINT "decisions_ground" CHECK(ground IN ('terms', 'law', 'none')),
	CONSTRAINT "decisions_reason" CHECK(action NOT IN ('reject', 'blind', 'warn', 'premoderate', 'mute', 'no-reports', 'ban') OR json_array_length(clauses) > 0 OR (ground = 'law' AND law_reference IS NOT NULL AND explanation_hmac IS NOT NULL)),
	CONSTRAINT "decisions_blind" CHECK(action <> 'blind' OR (ends_at IS NOT NULL AND ends_at > at AND ends_at - at <= 2592000000)),
	CONSTRAINT "decisions_appeal" CHECK(source <> 'appeal' OR actor_type = 'staff'),
	CONSTRAINT "decisions_source" CHECK(source IN ('own', 'report', 'notice', 'order', 'appeal', 'expiry', 'author')),
	CONSTRAINT "decisions_automation" CHECK(automated_decision IN ('none', 'partial', 'full')),
	CONSTRAINT "decisions_hashes" CHECK(length(prev_hash) = 64 AND length(hash) = 64),
	CONSTRAINT "decisions_json" CHECK(json_valid(clauses) AND json_valid(source_ids) AND json_valid(detectors))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("id", "site_id", "seq", "at", "actor_type", "actor_id", "role", "comment_id", "comment_version", "body_hmac", "action", "from", "to", "policy_version", "clauses", "ground", "source", "source_ids", "automated_detection", "automated_decision", "detectors", "reverses", "case_id", "explanation_hmac", "ms_on_screen", "prev_hash", "hash", "hashed") SELECT "id", "site_id", "seq", "at", "actor_type", "actor_id", "role", "comment_id", "comment_version", "body_hmac", "action", "from", "to", "policy_version", "clauses", "ground", "source", "source_ids", "automated_detection", "automated_decision", "detectors", "reverses", "case_id", "explanation_hmac", "ms_on_screen", "prev_hash", "hash", "hashed" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_chain` ON `decisions` (`site_id`,`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_once` ON `decisions` (`comment_id`,`comment_version`) WHERE comment_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_reversed` ON `decisions` (`reverses`) WHERE reverses IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_comment` ON `decisions` (`comment_id`,`seq`);--> statement-breakpoint
CREATE INDEX `decisions_account` ON `decisions` (`account_id`,`seq`) WHERE account_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_time` ON `decisions` (`site_id`,`at`);--> statement-breakpoint
CREATE INDEX `decisions_case` ON `decisions` (`case_id`) WHERE case_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_batch` ON `decisions` (`batch_id`) WHERE batch_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`comment_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`clause` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`decision_id` text,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_outcome" CHECK(outcome IN ('open', 'upheld', 'dismissed', 'moot')),
	CONSTRAINT "reports_clause" CHECK(length(clause) BETWEEN 1 AND 20),
	CONSTRAINT "reports_note" CHECK(octet_length(note) <= 12288)
);
--> statement-breakpoint
INSERT INTO `__new_reports`("id", "site_id", "comment_id", "reporter_id", "clause", "note", "created_at", "outcome") SELECT "id", "site_id", "comment_id", "reporter_id", "clause", "note", "created_at", "outcome" FROM `reports`;--> statement-breakpoint
DROP TABLE `reports`;--> statement-breakpoint
ALTER TABLE `__new_reports` RENAME TO `reports`;--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`comment_id`,`reporter_id`);--> statement-breakpoint
CREATE INDEX `reports_comment` ON `reports` (`comment_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_reporter` ON `reports` (`reporter_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `reports_decision` ON `reports` (`decision_id`) WHERE decision_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `reports_age` ON `reports` (`created_at`) WHERE note <> '';--> statement-breakpoint
ALTER TABLE `articles` ADD `close_after_days` integer;--> statement-breakpoint
ALTER TABLE `articles` ADD `pinned_comment_id` text;--> statement-breakpoint
CREATE TABLE `__new_comments` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`article_id` text NOT NULL,
	`parent_id` text,
	`account_id` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`policy_version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`decided_at` integer,
	`published_replies` integer NOT NULL,
	`blind_ends_at` integer,
	`blind_from` text,
	`listed` integer GENERATED ALWAYS AS (parent_id IS NULL AND (state = 'published' OR published_replies > 0 OR (state = 'blinded' AND blind_from = 'published'))) VIRTUAL NOT NULL,
	FOREIGN KEY (`site_id`) REFERENCES `sites`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "comments_state" CHECK(state IN ('pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged')),
	CONSTRAINT "comments_body" CHECK(octet_length(body) <= 12288),
	CONSTRAINT "comments_version" CHECK(version >= 1 AND policy_version >= 1),
	CONSTRAINT "comments_replies_kept" CHECK(published_replies >= 0 AND (parent_id IS NULL OR published_replies = 0)),
	CONSTRAINT "comments_published" CHECK(state <> 'published' OR published_at IS NOT NULL),
	CONSTRAINT "comments_blind" CHECK((state = 'blinded') = (blind_ends_at IS NOT NULL) AND (state = 'blinded') = (blind_from IS NOT NULL)),
	CONSTRAINT "comments_parent" CHECK(parent_id IS NULL OR parent_id <> id)
);
--> statement-breakpoint
INSERT INTO `__new_comments`("id", "site_id", "article_id", "parent_id", "account_id", "body", "state", "version", "policy_version", "created_at", "published_at", "decided_at", "published_replies") SELECT "id", "site_id", "article_id", "parent_id", "account_id", "body", "state", "version", "policy_version", "created_at", "published_at", "decided_at", "published_replies" FROM `comments`;--> statement-breakpoint
DROP TABLE `comments`;--> statement-breakpoint
ALTER TABLE `__new_comments` RENAME TO `comments`;--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`article_id`,`created_at`,`id`) WHERE listed = 1;--> statement-breakpoint
CREATE INDEX `comments_replies` ON `comments` (`parent_id`,`created_at`,`id`) WHERE state IN ('published', 'blinded');--> statement-breakpoint
CREATE INDEX `comments_writer` ON `comments` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_writer_article` ON `comments` (`article_id`,`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_decided` ON `comments` (`account_id`,`decided_at`) WHERE decided_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `comments_blinded` ON `comments` (`blind_ends_at`) WHERE state = 'blinded';--> statement-breakpoint
CREATE INDEX `comments_hidden` ON `comments` (`decided_at`,`id`) WHERE state IN ('rejected', 'withdrawn');--> statement-breakpoint
CREATE INDEX `comments_time` ON `comments` (`site_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_rejected` ON `comments` (`site_id`,`created_at`,`id`) WHERE state = 'rejected';--> statement-breakpoint
CREATE INDEX `comments_article_state` ON `comments` (`article_id`,`state`,`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `policies` ADD `notice` text;--> statement-breakpoint
ALTER TABLE `sites` ADD `paused` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `sites` ADD `close_after_days` integer;--> statement-breakpoint
ALTER TABLE `sites` ADD `hold_reports` integer;--> statement-breakpoint
ALTER TABLE `sites` ADD `outside_check` text;