"""Groups: rooms of a chat, their live messages, who is a member."""
