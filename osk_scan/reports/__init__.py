"""Reports for people: the audit report, its one page and the method, as web page, PDF and ODT, German and English."""
