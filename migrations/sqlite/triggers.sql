CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER policies_no_update BEFORE UPDATE ON policies
BEGIN
  SELECT RAISE(ABORT, 'policy versions are immutable');
END;
--> statement-breakpoint
CREATE TRIGGER policies_no_delete BEFORE DELETE ON policies
BEGIN
  SELECT RAISE(ABORT, 'policy versions are immutable');
END;
--> statement-breakpoint
CREATE TRIGGER decisions_other_person BEFORE INSERT ON decisions
WHEN NEW.source = 'appeal' AND NEW.one_person_desk = 0
BEGIN
  SELECT RAISE(ABORT, 'an appeal is decided by somebody who decided nothing on it before')
  WHERE EXISTS (
    SELECT 1 FROM decisions
    WHERE actor_type = 'staff' AND actor_id = NEW.actor_id
      AND ((NEW.comment_id IS NOT NULL AND comment_id = NEW.comment_id)
        OR (NEW.comment_id IS NULL AND account_id = NEW.account_id))
  );
END;
--> statement-breakpoint
CREATE TRIGGER decisions_one_person_desk BEFORE INSERT ON decisions
WHEN NEW.one_person_desk = 1 AND (NEW.source <> 'appeal' OR NEW.role <> 'admin')
BEGIN
  SELECT RAISE(ABORT, 'only an admin decides an appeal of an own decision');
END;
--> statement-breakpoint
CREATE TRIGGER comments_state_by_decision BEFORE UPDATE ON comments
WHEN OLD.state IS NOT NEW.state
BEGIN
  SELECT RAISE(ABORT, 'a comment changes its state only by a decision')
  WHERE NOT EXISTS (
    SELECT 1 FROM decisions
    WHERE comment_id = OLD.id AND comment_version = OLD.version - 1 AND "from" = OLD.state AND "to" = NEW.state
  );
END;
--> statement-breakpoint
CREATE TRIGGER restrictions_by_decision BEFORE INSERT ON restrictions
BEGIN
  SELECT RAISE(ABORT, 'an account is restricted only by a decision')
  WHERE NOT EXISTS (
    SELECT 1 FROM decisions
    WHERE id = NEW.id AND account_id = NEW.account_id AND action = NEW.kind AND ends_at IS NEW.ends_at
  );
END;
--> statement-breakpoint
CREATE TRIGGER restrictions_only_lifted BEFORE UPDATE ON restrictions
BEGIN
  SELECT RAISE(ABORT, 'a restriction is only ever lifted, by a decision')
  WHERE OLD.lifted_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.account_id <> OLD.account_id OR NEW.kind <> OLD.kind
    OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at
    OR NOT EXISTS (SELECT 1 FROM decisions WHERE reverses = OLD.id AND action = 'lift');
END;
--> statement-breakpoint
CREATE TRIGGER restrictions_no_delete BEFORE DELETE ON restrictions
BEGIN
  SELECT RAISE(ABORT, 'a restriction is only ever lifted, by a decision');
END;
--> statement-breakpoint
CREATE TRIGGER decisions_reversed_once BEFORE INSERT ON decisions
WHEN NEW.reverses IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a decision that stands is taken back once')
  WHERE EXISTS (
    SELECT 1 FROM decisions AS taken
    WHERE taken.reverses = NEW.reverses
      AND NOT EXISTS (SELECT 1 FROM decisions AS undone WHERE undone.reverses = taken.id AND undone.action = 'undo')
  );
END;
