"""Stage: qualify."""
