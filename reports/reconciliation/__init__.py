"""Published against computed: what an office has published, held against its own figures and against itself."""
