"""Long documents: made by a worker beside the pages, kept while their data stay the same."""
