"""Channels: connecting, composing and publishing posts, the auto-button."""
