"""The sheets of the workbook as django-import-export resources."""
