"""What offices write: Word files and PDFs."""
