//! The record: one SQLite file that holds every page read, what was found on it, and full-text search over both.
