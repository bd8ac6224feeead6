"""Inline mode, and messages prepared for sharing."""
