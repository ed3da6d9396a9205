"""Pictures drawn from data: trees, maps and charts for documents. No Django."""
