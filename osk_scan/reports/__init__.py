"""Reports for people: the audit report as a web page and as PDF, in German and English."""
