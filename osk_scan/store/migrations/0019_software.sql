-- Which osk-scan made an assessment, so that it can be told why another one comes to other bytes.
ALTER TABLE assessment ADD COLUMN software TEXT; -- NULL: made before it was kept
