"""Tollbook: from dispatches to sourced claims."""
