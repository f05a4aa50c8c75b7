-- When assessing an upload was begun last: what ended three times without a result is not tried again at once.
ALTER TABLE upload ADD COLUMN tried_at TEXT;
