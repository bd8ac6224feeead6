"""How updates reach handlers and requests reach Telegram."""
