"""The yearly accountability report (LAKIP/LKjIP): one document from everything that is known of a year."""
