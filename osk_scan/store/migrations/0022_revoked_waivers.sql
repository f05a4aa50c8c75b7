-- A waiver may be revoked before its day: that is a decision of its own, so that both stay on record.
ALTER TABLE waiver ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1));
